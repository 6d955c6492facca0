/** Make an element: tag, attributes (on… are listeners), children. Text is always text, never HTML. */
export function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child != null && child !== false));
  return made;
}

const SVG = "http://www.w3.org/2000/svg";
const DRAWN = {
  send: "M4 12 20 4l-4 16-4-7Z",
  clip: "m21 11-9 9a5.5 5.5 0 0 1-8-8l9-9a3.7 3.7 0 0 1 5 5l-9 9a1.8 1.8 0 0 1-2.6-2.6L14.5 7",
  smile: "M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0ZM8.5 14.5a4.5 4.5 0 0 0 7 0M9 9.5v.01M15 9.5v.01",
  mail: "M3 6h18v12H3ZM3 7l9 6 9-6",
};

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.appendChild(document.createElementNS(SVG, "path")).setAttribute("d", DRAWN[name]);
  return svg;
}

const LINK = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]/g;
export const leads = (href, ...children) => make("a", { href, target: "_blank", rel: "noopener nofollow" }, ...children);

/** Text with its addresses as links. */
export function worded(text) {
  const made = [];
  let at = 0;
  for (const found of text.matchAll(LINK)) {
    made.push(text.slice(at, found.index), leads(found[0], found[0]));
    at = found.index + found[0].length;
  }
  return [...made, text.slice(at)];
}

export const filled = (words, ...values) => values.reduce((said, value) => said.replace("{}", value), words);
