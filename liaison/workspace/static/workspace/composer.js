/** The composer: the draft is kept on the server as one writes, files go up as they are dropped or pasted. */

const PAUSE = 700;
let timer = 0;

const form = () => document.getElementById("answer");
const says = (words) => {
  const place = document.getElementById("composer-saved");
  if (place) place.textContent = words;
};

async function post(address, body) {
  return fetch(address, { method: "POST", body, headers: { "HX-Request": "true" } }).catch(() => null);
}

async function keep() {
  const from = form();
  if (!from) return;
  const body = new FormData(from);
  body.delete("files");
  const answer = await post(from.dataset.drafts, body);
  if (form() === from) says(answer?.ok ? from.dataset.saved : from.dataset.unsaved);
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(keep, PAUSE);
}

async function add(files) {
  const from = form();
  if (!files.length || !from) return;
  const body = new FormData();
  body.set("csrfmiddlewaretoken", from.elements.csrfmiddlewaretoken.value);
  body.set("kind", kindOf(from));
  for (const file of files) body.append("files", file);
  await keep();
  await show(await post(from.dataset.files, body), from);
}

async function show(answer, from) {
  if (!answer?.ok) return says(from.dataset.unsaved);
  document.getElementById("composer-files").innerHTML = await answer.text();
}

const kindOf = (from) => from.elements.kind.value;

/** Reply, note or forward: the same field, another colour, other buttons. */
function turn() {
  const from = form();
  if (!from) return;
  from.dataset.kind = kindOf(from);
  const composer = document.getElementById("composer");
  composer.classList.toggle("note", kindOf(from) === "note");
  if (kindOf(from) === "forward" && document.activeElement?.name === "kind") from.elements.to.value = "";
}

document.addEventListener("input", (event) => {
  if (event.target.closest?.("#answer") && event.target.type !== "file") later();
});
document.addEventListener("change", (event) => {
  if (!event.target.closest?.("#answer")) return;
  if (event.target.name === "kind") {
    turn();
    document.getElementById("composer-text")?.focus();
  }
  if (event.target.type === "file") {
    add([...event.target.files]).then(() => (event.target.value = ""));
  }
});
document.addEventListener("paste", (event) => {
  if (event.target.closest?.("#answer") && event.clipboardData?.files.length) {
    event.preventDefault();
    add([...event.clipboardData.files]);
  }
});
document.addEventListener("dragover", (event) => event.target.closest?.("#main") && form() && event.preventDefault());
document.addEventListener("drop", (event) => {
  if (!event.target.closest?.("#main") || !form() || !event.dataTransfer?.files.length) return;
  event.preventDefault();
  add([...event.dataTransfer.files]);
});
document.addEventListener("submit", (event) => event.target === form() && clearTimeout(timer));
document.addEventListener("click", async (event) => {
  const removes = event.target.closest("[data-removes]");
  const from = form();
  if (removes && from) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", from.elements.csrfmiddlewaretoken.value);
    await show(await post(removes.dataset.removes, body), from);
  }
  const forwards = event.target.closest("[data-forwards]");
  if (forwards && from) {
    from.elements.kind.value = "forward";
    from.elements.message.value = forwards.dataset.forwards;
    from.elements.to.value = "";
    turn();
    from.elements.to.focus();
  }
});

/* Words that were taken back stand in the draft on the server: the composer is drawn again. */
document.addEventListener("liaison:done", (event) => {
  if (event.detail.outcome === "refused" || !event.target.matches?.("[data-brings-draft], .toast form")) return;
  globalThis.htmx?.ajax("GET", location.pathname + location.search, { target: "#main", swap: "innerHTML" });
});
document.addEventListener("htmx:afterSettle", turn);
turn();
