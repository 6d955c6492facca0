/** The composer: the draft is kept on the server as one writes, files go up as they are dropped or pasted. */

const PAUSE = 700;
let timer = 0;
let unsaved = false;
/* What is on its way to the server: an answer is sent only after it, so that no draft comes back after its answer. */
let underway = Promise.resolve();

const form = () => document.getElementById("answer");
const says = (words) => {
  const place = document.getElementById("composer-saved");
  if (place) place.textContent = words;
};

async function post(address, body) {
  return fetch(address, { method: "POST", body, headers: { "HX-Request": "true" } }).catch(() => null);
}

function keep() {
  const from = form();
  clearTimeout(timer);
  if (!from) return underway;
  unsaved = false;
  const body = new FormData(from);
  body.delete("files");
  underway = underway.then(async () => {
    const answer = await post(from.dataset.drafts, body);
    if (!answer?.ok) unsaved = true;
    if (form() === from) says(answer?.ok ? from.dataset.saved : await why(answer, from));
  });
  return underway;
}

/** Keep at once what was typed a moment ago: the composer is about to go. */
function flush() {
  return unsaved ? keep() : underway;
}

function later() {
  unsaved = true;
  clearTimeout(timer);
  timer = setTimeout(keep, PAUSE);
}

/** Why something was not kept, in the words of the answer where it has some. */
async function why(answer, from) {
  const type = answer?.headers.get("Content-Type") ?? "";
  if (type.startsWith("application/problem+json")) return (await answer.json()).detail;
  if (type.startsWith("text/plain")) return (await answer.text()) || from.dataset.unsaved;
  return from.dataset.unsaved;
}

async function add(files) {
  const from = form();
  if (!files.length || !from) return;
  const body = new FormData();
  body.set("csrfmiddlewaretoken", from.elements.csrfmiddlewaretoken.value);
  body.set("kind", kindOf(from));
  for (const file of files) body.append("files", file);
  keep();
  says(document.getElementById("words-looking")?.dataset.sending ?? "");
  underway = underway.then(async () => show(await post(from.dataset.files, body), from));
  await underway;
}

async function show(answer, from) {
  if (form() !== from) return;
  if (!answer?.ok) return says(await why(answer, from));
  says(from.dataset.saved);
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

/* Where somebody waits at the other end, Enter sends, as they are used to from chats; Shift makes a new line. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  const from = form();
  if (event.target.id !== "composer-text" || !from?.hasAttribute("data-enter")) return;
  event.preventDefault();
  if (event.target.value.trim()) [...from.querySelectorAll("button.primary")].find((button) => button.offsetParent)?.click();
});
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
    const files = [...event.target.files];
    event.target.value = ""; // Else an answer that is sent meanwhile would carry them a second time.
    add(files);
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
/* In a chat the next word follows at once: from the ring, from the bar, and from one's own last word. */
document.addEventListener("htmx:afterSettle", (event) => {
  const began = event.detail.requestConfig?.elt;
  if (event.detail.target?.id !== "main" || !form()?.hasAttribute("data-enter")) return;
  if (began?.closest?.("#answer, #chats, #chat-bar")) document.getElementById("composer-text")?.focus();
});
/* What was said stands in the timeline: the field is free, but for what was typed meanwhile. */
let sent = "";
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.elt === form()) sent = form().elements.text.value;
});
document.addEventListener("liaison:said", (event) => {
  const from = form();
  if (!from) return;
  const { text, kind, idempotency_key, seen, files } = from.elements;
  text.value = text.value.startsWith(sent) ? text.value.slice(sent.length).trimStart() : text.value;
  [idempotency_key.value, seen.value, files.value] = [event.detail.key, event.detail.seen, ""];
  kind.value = event.detail.kind;
  for (const id of ["composer-meanwhile", "composer-files"]) document.getElementById(id).replaceChildren();
  says("");
  turn();
  text.focus();
});
/* Sending waits for what is on its way; whatever else takes the composer away has its words kept first. */
document.addEventListener("htmx:confirm", (event) => {
  const { target, elt, issueRequest } = event.detail;
  const sends = elt === form();
  if (sends) {
    clearTimeout(timer);
    unsaved = false;
  }
  if (!form() || (!sends && target?.id !== "main") || event.detail.question) return;
  event.preventDefault();
  Promise.race([sends ? underway : flush(), new Promise((done) => setTimeout(done, 4000))]).then(() => issueRequest(true));
});
addEventListener("pagehide", () => {
  const from = form();
  if (!from || !unsaved) return;
  const body = new FormData(from);
  body.delete("files");
  navigator.sendBeacon(from.dataset.drafts, body);
});
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
