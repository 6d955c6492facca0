/** Answers kept ready: a slash and the beginning of a word offer them; arrows choose, Enter or Tab puts one in. */

const TYPED = /(^|\s)\/([\p{L}\p{N}_-]*)$/u;
let asked = 0;

const field = () => document.getElementById("composer-text");
const place = () => document.getElementById("composer-answers");
const options = () => [...(place()?.querySelectorAll("[data-text]") ?? [])];
const chosen = () => options().find((one) => one.ariaSelected === "true");

function typed() {
  const from = field();
  return from && from.selectionStart === from.selectionEnd ? TYPED.exec(from.value.slice(0, from.selectionStart)) : null;
}

function close() {
  asked++;
  const shown = place();
  if (!shown || shown.hidden) return;
  shown.hidden = true;
  shown.replaceChildren();
  field()?.setAttribute("aria-expanded", "false");
  field()?.removeAttribute("aria-activedescendant");
}

function choose(one) {
  for (const other of options()) other.ariaSelected = String(other === one);
  field().setAttribute("aria-activedescendant", one.id);
  one.scrollIntoView({ block: "nearest" });
}

async function offer() {
  const word = typed();
  const form = document.getElementById("answer");
  if (!word || !form?.dataset.answers) return close();
  const mine = ++asked;
  const answer = await fetch(`${form.dataset.answers}?q=${encodeURIComponent(word[2])}`, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (mine !== asked || !answer?.ok) return;
  place().innerHTML = await answer.text();
  place().hidden = false;
  field().setAttribute("aria-expanded", "true");
  if (options().length) choose(options()[0]);
}

function put(one) {
  const from = field();
  const word = typed();
  if (!word) return close();
  const end = from.selectionStart;
  from.setRangeText(one.dataset.text, end - word[2].length - 1, end, "end");
  close();
  from.focus();
  from.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("input", (event) => event.target.id === "composer-text" && offer());
/* Before the composer hears of it, for there Enter may send. */
document.addEventListener("keydown", (event) => {
  if (event.target.id !== "composer-text" || !place() || place().hidden || event.isComposing) return;
  const all = options();
  const at = all.indexOf(chosen());
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key === "Escape") close();
  else if (event.key in steps && all.length) choose(all[(at + steps[event.key] + all.length) % all.length]);
  else if ((event.key === "Enter" || event.key === "Tab") && at >= 0 && !event.ctrlKey && !event.metaKey) put(all[at]);
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);
document.addEventListener("pointerdown", (event) => {
  const one = event.target.closest?.("#composer-answers [data-text]");
  if (!one) return;
  event.preventDefault();
  put(one);
});
document.addEventListener("click", (event) => {
  const from = event.target.closest("[data-offers-answers]") && field();
  if (!from) return;
  const before = from.value.slice(0, from.selectionStart);
  from.focus();
  if (!typed()) from.setRangeText(before && !/\s$/u.test(before) ? " /" : "/", from.selectionStart, from.selectionEnd, "end");
  offer();
});
document.addEventListener("focusout", (event) => event.target.id === "composer-text" && setTimeout(() => document.activeElement !== field() && close()));
