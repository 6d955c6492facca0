/** Native dialogs: what opens and closes them, and the question before something that cannot be taken back. */

function openAsked(within) {
  for (const dialog of within.querySelectorAll("dialog[data-open]:not([open])")) dialog.showModal();
}

document.addEventListener("click", (event) => {
  const opens = event.target.closest("[data-opens]");
  if (opens) {
    event.preventDefault();
    document.getElementById(opens.dataset.opens)?.showModal();
  }
  if (event.target.closest("[data-closes]") || event.target.matches("dialog[open]")) {
    /* A click on the dialog itself, not on what is in it, is a click on the veil around it. */
    event.target.closest("dialog")?.close();
  }
});

/* Whatever asks with hx-confirm asks in our dialog rather than in the browser's. */
document.addEventListener("htmx:confirm", (event) => {
  const { question, issueRequest } = event.detail;
  const dialog = document.getElementById("ask");
  if (!question || !dialog) return;
  event.preventDefault();
  dialog.querySelector("[data-question]").textContent = question;
  dialog.returnValue = "";
  dialog.addEventListener("close", () => dialog.returnValue === "yes" && issueRequest(true), { once: true });
  dialog.showModal();
});

document.addEventListener("htmx:afterSettle", () => openAsked(document));
openAsked(document);
