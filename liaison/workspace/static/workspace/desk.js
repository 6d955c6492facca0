/** What the desk does around the panes: presence, the line to the server, forms that close or empty themselves. */

const words = document.getElementById("words-looking")?.dataset ?? {};

/** Who else is here: faces beside the head of the ticket, read aloud once. */
function showPresence({ topic, others }) {
  const place = document.querySelector(`[data-presence="${CSS.escape(topic)}"]`);
  if (!place) return;
  place.replaceChildren(...others.map((person) => {
    const face = document.createElement("span");
    const says = (person.typing ? words.writing : words.looking).replace("{}", person.name);
    face.className = `badge ${person.typing ? "warn" : "news"}`;
    face.id = `here-${person.ref.replace(":", "-")}`;
    face.textContent = says;
    return face;
  }));
}

/* The head is woven after news: what it shows of presence is ours and is put back. */
const present = new Map();
document.addEventListener("liaison:presence", (event) => {
  present.set(event.detail.topic, event.detail);
  showPresence(event.detail);
});
const again = () => [...present.values()].forEach(showPresence);
document.addEventListener("liaison:woven", again);
document.addEventListener("htmx:afterSettle", again);

/* A line that is cut is said once, quietly, above the page. */
let cutTimer = 0;
document.addEventListener("liaison:state", (event) => {
  clearTimeout(cutTimer);
  const banner = document.getElementById("banner");
  const told = document.getElementById("banner-cut");
  if (event.detail.state === "live") return told?.remove();
  if (event.detail.state !== "waiting" || told) return;
  cutTimer = setTimeout(() => {
    const line = document.createElement("div");
    line.id = "banner-cut";
    line.className = "banner warn";
    line.textContent = words.cut;
    banner?.append(line);
  }, 4000);
});

/** Tell whatever shows the ticket to ask at once rather than wait for the news. */
export function refresh() {
  for (const shown of document.querySelectorAll("[data-live-topic]")) shown.dispatchEvent(new CustomEvent("news"));
}

document.addEventListener("liaison:done", (event) => {
  if (event.detail.outcome === "refused") return;
  const form = event.target.closest?.("form");
  if (form?.matches("[data-closes-when-done]")) form.closest("dialog")?.close();
  if (form?.matches("[data-clears-when-done]")) form.reset();
  if (form?.id === "picked") document.querySelector("[data-picks-none]")?.click();
  document.querySelector(".menu:popover-open")?.hidePopover();
  refresh();
});

document.addEventListener("click", (event) => {
  const fills = event.target.closest("[data-fills]");
  if (fills) document.getElementById(fills.dataset.fills).value = fills.dataset.value;
  const redacts = event.target.closest("[data-redacts]");
  if (redacts) {
    document.getElementById("redact-message").value = redacts.dataset.redacts;
    document.getElementById("redact-text").value = getSelection().toString();
  }
  const places = event.target.closest("[data-places]");
  if (places) document.getElementById("place-message").value = places.dataset.places;
});

let wasAtEnd = true;

/** A ticket opens at its end, where the newest words are, and is read from then on. */
function opened() {
  document.querySelector("#list .row-who[aria-current]")?.closest(".row").scrollIntoView({ block: "nearest" });
  const body = document.querySelector("#main [data-scroll-end]");
  if (body) body.scrollTop = body.scrollHeight;
  wasAtEnd = true;
  markSeen();
}

/** A frame is as high as what stands in it. */
document.addEventListener("load", (event) => {
  if (event.target.matches?.(".original iframe")) event.target.height = Math.min(event.target.contentDocument.documentElement.scrollHeight + 2, 6000);
}, true);

/** How many of the shown tickets nobody has read, and what rings, stands in the title, which is seen from another window. */
function countInTitle() {
  const many = document.querySelectorAll("#listing .row.unread, #chats [data-rings]:not([hidden])").length;
  const title = document.title.replace(/^\(\d+\+?\) /, "");
  document.title = many ? `(${many}${document.getElementById("row-more") ? "+" : ""}) ${title}` : title;
}
document.addEventListener("liaison:woven", countInTitle);
document.addEventListener("htmx:afterSettle", countInTitle);
countInTitle();

function markSeen() {
  const form = document.getElementById("answer");
  const last = [...document.querySelectorAll("#timeline > article[id^=message-]")].at(-1);
  if (!form || !last || document.hidden) return;
  const number = last.id.replace("message-", "");
  if (form.dataset.marked === number) return;
  form.dataset.marked = number;
  const told = new FormData();
  told.set("ticket", form.elements.ticket.value);
  told.set("message", number);
  told.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  fetch("/do/tickets.mark_seen/", { method: "POST", body: told, headers: { "HX-Request": "true" } }).catch(() => null);
}

/* News at the end of a ticket that is read at its end stays in sight. */
document.addEventListener("scroll", (event) => {
  const body = event.target;
  if (body.matches?.("[data-scroll-end]")) wasAtEnd = body.scrollHeight - body.scrollTop - body.clientHeight < 80;
}, true);
/* A picture that comes later must not push the newest words out of sight. */
document.addEventListener("load", (event) => {
  const body = event.target.matches?.(".picture img") && event.target.closest("[data-scroll-end]");
  if (body && wasAtEnd) body.scrollTop = body.scrollHeight;
}, true);
document.addEventListener("liaison:woven", (event) => {
  if (event.detail.id !== "ticket-timeline") return;
  const body = document.querySelector("#main [data-scroll-end]");
  if (body && wasAtEnd) body.scrollTop = body.scrollHeight;
  markSeen();
});
document.addEventListener("htmx:afterSettle", (event) => event.detail.target?.id === "main" && opened());
document.addEventListener("visibilitychange", markSeen);
opened();
