import { leads, make, worded } from "./make.js";

const PICTURE = /^image\/(png|jpeg|gif|webp)$/;
const WIDEST = 240;

/**
 * What was said once: words or cards, with its files. does.fetch gets a file, does.say says the words of a button.
 * A picture is drawn rather than loaded: so it needs no exception in the policy of the page, and no address of its own.
 */
export function content({ text, cards, files = [] }, does, words) {
  const parts = cards ? cards.map((card) => drawn(card, does)) : text ? [make("p", { dir: "auto" }, worded(text))] : [];
  return [...parts, ...files.map((file) => enclosed(file, does, words))];
}

function drawn({ title, text, buttons }, does) {
  return make("div", { class: title ? "card" : "bare" },
    title && make("strong", { dir: "auto" }, title),
    text && make("p", { dir: "auto" }, worded(text)),
    buttons.length > 0 && make("div", { class: "choice" }, buttons.map(({ says, link }) => link
      ? Object.assign(leads(link, says), { className: "press" })
      : make("button", { type: "button", class: "press", onclick: () => does.say(says) }, says))));
}

function enclosed(file, does, words) {
  const label = `${file.name} (${sized(file.size)})`;
  if (!file.id) return make("span", { class: "file" }, label);
  const button = make("button", { type: "button", class: "file", onclick: () => does.fetch(file).then((blob) => save(blob, file.name), () => {}) }, label);
  if (PICTURE.test(file.type) && window.createImageBitmap)
    does.fetch(file).then(createImageBitmap).then((picture) => button.replaceChildren(canvas(picture, label)), () => {});
  button.title = words.save;
  return button;
}

function canvas(picture, label) {
  const scale = Math.min(1, WIDEST / picture.width) * (window.devicePixelRatio || 1);
  const made = make("canvas", { role: "img", "aria-label": label });
  made.width = Math.max(1, Math.min(picture.width, picture.width * scale));
  made.height = Math.max(1, (picture.height * made.width) / picture.width);
  made.style.inlineSize = `${Math.min(WIDEST, picture.width)}px`;
  made.getContext("2d").drawImage(picture, 0, 0, made.width, made.height);
  return made;
}

function save(blob, name) {
  const href = URL.createObjectURL(blob);
  make("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

export const sized = (bytes) => (bytes < 2 ** 20 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 2 ** 20).toFixed(1)} MB`);
