/** The composer: the draft is kept on the server while one writes, and the place is empty again once it was sent. */

const PAUSE = 800;
let timer = 0;

async function keep(form) {
  const saved = document.getElementById("composer-saved");
  const answer = await fetch(form.dataset.drafts, { method: "POST", body: new FormData(form), headers: { "HX-Request": "true" } }).catch(() => null);
  if (saved) saved.textContent = answer?.ok ? form.dataset.saved : form.dataset.unsaved;
}

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-drafts]");
  if (!form) return;
  clearTimeout(timer);
  timer = setTimeout(() => keep(form), PAUSE);
});

/* A command was carried out: whatever shows the ticket asks at once rather than waiting for the news. */
document.addEventListener("liaison:done", (event) => {
  if (event.detail.outcome === "refused") return;
  const form = event.target.closest?.("form[data-clears-when-done]");
  if (form) {
    clearTimeout(timer);
    form.querySelector("textarea").value = "";
  }
  for (const shown of document.querySelectorAll("[data-live-topic]")) shown.dispatchEvent(new CustomEvent("news"));
});

/** A ticket opens at its end, where the newest words are. */
function toTheEnd() {
  const body = document.querySelector("#main [data-scroll-end]");
  if (body) body.scrollTop = body.scrollHeight;
}
document.addEventListener("htmx:afterSettle", (event) => event.detail.target?.id === "main" && toTheEnd());
toTheEnd();
