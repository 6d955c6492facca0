import { style } from "./look.js";

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

const LINK = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]/g;

/** Text with its addresses as links. */
function worded(text) {
  const made = [];
  let at = 0;
  for (const found of text.matchAll(LINK)) {
    made.push(text.slice(at, found.index), make("a", { href: found[0], target: "_blank", rel: "noopener nofollow" }, found[0]));
    at = found.index + found[0].length;
  }
  return [...made, text.slice(at)];
}

const filled = (words, ...values) => values.reduce((said, value) => said.replace("{}", value), words);

/** What is seen of the chat, and nothing else: it knows no network. */
export class Panel {
  shown = false;
  bubbles = new Map();
  standing = "";

  constructor(root, about, site, does) {
    Object.assign(this, { about, words: about.words, does });
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, style(site)];
    const { words } = this;
    this.log = make("div", { class: "log", role: "log", "aria-live": "polite", tabindex: "0", "aria-label": about.name });
    this.told = make("p", { class: "told", role: "status" });
    this.foot = make("div", { class: "foot" });
    this.box = make("section", { class: "panel", role: "dialog", "aria-label": words.open, lang: about.language, hidden: true, onkeydown: (event) => event.key === "Escape" && does.close() },
      make("header", {}, make("h2", {}, about.name),
        (this.ender = make("button", { type: "button", class: "quiet", hidden: true, onclick: () => does.end() }, words.end)),
        make("button", { type: "button", class: "quiet close", "aria-label": words.close, onclick: () => does.close() }, "×")),
      this.log, this.told, this.foot);
    root.append(this.box);
  }

  show(shown) {
    this.shown = shown;
    this.box.hidden = !shown;
    if (shown) {
      this.toEnd();
      this.foot.querySelector("textarea, input")?.focus();
    }
  }

  /** Before the first word: who we are, and what is asked first. */
  greet(first) {
    const { about, words } = this;
    this.say(about.open ? about.minutes && filled(words.minutes, about.minutes) : this.away(about.opens_at));
    if (about.greeting) this.bubble({ text: about.greeting, name: about.name });
    const fields = { name: ["text", words.name, "name"], address: ["email", words.address, "email"] };
    const asked = about.asks.filter((name) => name in fields).map((name) => {
      const [type, label, complete] = fields[name];
      const why = name === "address" && make("small", {}, words.why_address);
      return make("label", {}, label, make("input", { name, type, autocomplete: complete, required: name === "address" && !about.open, maxlength: 120 }), why);
    });
    if (about.consent) asked.push(make("label", { class: "check" }, make("input", { type: "checkbox", name: "agreed", required: true }), about.consent));
    this.compose(async (text) => {
      const form = this.foot.querySelector("form");
      const given = new FormData(form);
      await this.does.begin({ text, name: given.get("name") || "", address: given.get("address") || "", agreed: given.has("agreed") });
    }, asked);
    if (!first) return;
    for (const field of this.foot.querySelectorAll("input, textarea")) {
      if (field.type === "checkbox") field.checked = first[field.name];
      else field.value = first[field.name || "text"] || "";
    }
  }

  talk() {
    this.compose((text) => this.does.say(text));
    this.ender.hidden = false;
  }

  compose(send, before = []) {
    const { words } = this;
    const field = make("textarea", { rows: 1, maxlength: 5000, placeholder: words.write, "aria-label": words.write, enterkeyhint: "send",
      oninput: () => { grow(field); this.does.type(); },
      onkeydown: (event) => event.key === "Enter" && !event.shiftKey && !event.isComposing && (event.preventDefault(), form.requestSubmit()) });
    const form = make("form", { onsubmit: async (event) => {
      event.preventDefault();
      const text = field.value.trim();
      if (!text || form.dataset.busy) return;
      form.dataset.busy = "1";
      try {
        await send(text);
        field.value = "";
        grow(field);
      } catch (failed) {
        this.fail(failed);
      } finally {
        delete form.dataset.busy;
      }
    } }, ...before, before.length
      ? [field, make("button", { type: "submit", class: "solid" }, words.begin)]
      : make("div", { class: "write" }, field, make("button", { type: "submit", class: "send", "aria-label": words.send }, arrow())));
    this.foot.replaceChildren(form);
    if (this.shown) field.focus();
  }

  /** One's own words, before the desk has them. */
  mine({ key, text }) {
    this.bubbles.get(key)?.remove();
    this.bubbles.set(key, this.bubble({ mine: true, text, state: this.words.sending }));
  }

  mark({ key }, state, says) {
    const bubble = this.bubbles.get(key);
    if (!bubble) return;
    bubble.dataset.state = state;
    bubble.lastChild.textContent = { sent: this.words.sent, failed: this.words.failed, refused: says || this.words.failed }[state];
  }

  /** A message as the desk has it, in the desk's order. */
  add(line) {
    const known = line.mine && this.bubbles.get(line.key);
    const bubble = known || this.bubble(line);
    bubble.dataset.id = line.id;
    if (line.mine) {
      this.bubbles.set(line.key, bubble);
      this.mark(line, "sent");
      this.log.append(bubble);
      // What the desk does not have yet stays behind what it has.
      for (const one of this.bubbles.values()) if (!one.dataset.id) this.log.append(one);
    }
    if (line.at) bubble.title = new Date(line.at).toLocaleString(this.about.language);
    this.toEnd();
  }

  bubble({ mine, name, text, state, auto }) {
    const who = mine ? this.words.you : auto ? this.words.automatic : name || this.about.name;
    const made = make("div", { class: mine ? "line mine" : "line" },
      make("span", { class: mine ? "unseen" : "who" }, `${who}: `.replace(mine ? "" : ": ", "")),
      make("p", { dir: "auto" }, ...worded(text)), make("span", { class: "state" }, state || ""));
    this.log.append(made);
    this.toEnd();
    return made;
  }

  /** Nobody is here; when somebody is, where the site has hours. */
  away(at) {
    const { words, about } = this;
    const when = at && new Date(at).toLocaleString(about.language, { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
    return when ? `${words.closed} ${filled(words.opens, when)}` : words.closed;
  }

  /** How the chat stands, in words. */
  stand({ standing, with: name, place, minutes, seen, open, opens_at }) {
    const { words } = this;
    for (const bubble of this.bubbles.values())
      if (bubble.dataset.state === "sent" && +bubble.dataset.id <= seen) bubble.lastChild.textContent = words.seen;
    const waits = [words.waiting, place > 1 && filled(words.place, place), minutes && filled(words.minutes, minutes)];
    const said = { waiting: open ? waits.filter(Boolean).join(" ") : this.away(opens_at), answered: name && filled(words.with, name), ended: words.ended };
    this.calm = said[standing] || "";
    if (standing === this.standing && name === this.name && standing !== "waiting") return;
    Object.assign(this, { standing, name });
    this.say(this.calm);
    if (standing === "missed") this.offer();
    if (standing === "ended") this.over();
  }

  /** Nobody came: go on waiting, or say where the answer shall go. */
  offer() {
    const { words } = this;
    this.say(words.missed);
    const ask = (wish, label, type) => () => {
      const field = make("input", { type, required: true, autocomplete: type, maxlength: 320 });
      const form = make("form", { class: "wish", onsubmit: async (event) => {
        event.preventDefault();
        try { await this.does.leave(wish, field.value); } catch (failed) { this.fail(failed); }
      } }, make("label", {}, label, field), make("button", { type: "submit", class: "solid" }, words.leave));
      choice.replaceChildren(form);
      field.focus();
    };
    const choice = make("div", { class: "choice" },
      make("button", { type: "button", onclick: ask("mail", words.address, "email") }, words.by_mail),
      make("button", { type: "button", onclick: ask("call", words.number, "tel") }, words.by_call));
    this.told.append(choice);
  }

  left(to) { this.say(filled(this.words.left, to)); }

  over() {
    this.ender.hidden = true;
    this.foot.replaceChildren(make("button", { type: "button", class: "solid", onclick: () => this.does.again() }, this.words.again));
  }

  empty() {
    this.bubbles.clear();
    this.log.replaceChildren();
    this.standing = "";
    this.ender.hidden = true;
  }

  typing(name) { this.say(name ? filled(this.words.typing, name) : this.calm || ""); }
  lost(is) { this.say(is ? this.words.lost : this.calm || ""); }

  fail(failed) { this.say(failed.says || this.words.failed, "bad"); }

  say(words, tone = "") {
    this.told.replaceChildren(words || "");
    this.told.dataset.tone = tone;
  }

  toEnd() { this.log.scrollTop = this.log.scrollHeight; }
}

function grow(field) {
  field.style.blockSize = "auto";
  field.style.blockSize = `${Math.min(field.scrollHeight, 140)}px`;
}

function arrow() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = svg.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "path"));
  path.setAttribute("d", "M4 12 20 4l-4 16-4-7Z");
  return svg;
}
