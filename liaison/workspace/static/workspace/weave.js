/** Weave what the server says now into what the page shows: elements are known by their id, and only those that
    differ are touched, so that a scroll, a selection or a focus survives the news. */

/* What the browser or the reader made of it is not news: the chosen row, what is unfolded, how high a frame is. */
const OURS = ["aria-current", "open", "height", "data-live-seq"];
const ignored = new RegExp(`\\s(${OURS.join("|")})="[^"]*"`, "g");
/* The token in a form is masked anew in every answer. */
const token = /name="csrfmiddlewaretoken" value="[^"]*"/g;
const face = (element) => element.outerHTML.replace(ignored, "").replace(token, "").replace(/>\s+</g, "><").trim();
const isKeyed = (parent) => parent.children.length > 0 && [...parent.children].every((child) => child.id);

function replace(old, fresh) {
  // Whoever is asking something still gets the answer, and what it says; then the place asks for its news once more.
  const asking = old.matches("form.htmx-request") ? old : old.querySelector("form.htmx-request");
  if (asking) {
    const again = () => asking.closest("[data-live-topic]")?.dispatchEvent(new CustomEvent("news"));
    asking.addEventListener("htmx:afterRequest", again, { once: true });
    return;
  }
  old.replaceWith(fresh);
  globalThis.htmx?.process(fresh);
}

function takeAttributes(old, fresh) {
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && !OURS.includes(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
}

/** Make `old` show what `fresh` shows. */
export function weave(old, fresh) {
  if (face(old) === face(fresh)) return;
  if (old.id && old.id === fresh.id && "hearsItself" in old.dataset) return; // It asks for its own news.
  const [one, other] = [old.children, fresh.children];
  if (old.tagName !== fresh.tagName || !old.id !== !fresh.id) replace(old, fresh);
  else if (isKeyed(old) && isKeyed(fresh)) {
    takeAttributes(old, fresh);
    order(old, fresh);
  } else if (one.length === 1 && other.length === 1 && !old.textContent.replace(one[0].textContent, "").trim()) {
    takeAttributes(old, fresh);
    weave(one[0], other[0]);
  } else replace(old, fresh);
}

/** Bring the children into the order of `fresh`; those that are gone go, those that are new come. */
function order(old, fresh) {
  const known = new Map([...old.children].map((child) => [child.id, child]));
  let place = old.firstElementChild;
  for (const wanted of [...fresh.children]) {
    const have = known.get(wanted.id);
    known.delete(wanted.id);
    if (!have) {
      old.insertBefore(wanted, place);
      globalThis.htmx?.process(wanted);
      continue;
    }
    if (have === place) place = place.nextElementSibling;
    else old.insertBefore(have, place);
    weave(have, wanted);
  }
  for (const gone of known.values()) {
    // Whoever is asking something still gets the answer; they go with the next news.
    if (gone.querySelector(".htmx-request")) gone.hidden = true;
    else gone.remove();
  }
}

/* Whatever says hx-ext="weave" is woven instead of swapped. */
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, xhr } = event.detail;
  if (!target?.matches?.("[hx-ext~=weave]") || xhr.status !== 200) return;
  const fresh = new DOMParser().parseFromString(event.detail.serverResponse, "text/html").body.firstElementChild;
  if (!fresh || fresh.id !== target.id) return;
  event.detail.shouldSwap = false;
  weave(target, fresh);
  document.dispatchEvent(new CustomEvent("liaison:woven", { detail: { id: fresh.id } }));
});
