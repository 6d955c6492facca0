import { content } from "./bubble.js";
import { Composer } from "./composer.js";
import { style } from "./look.js";
import { filled, icon, make } from "./make.js";

/** What is seen of the chat, and nothing else: it knows no network. */
export class Panel {
  shown = false;
  /** Whether the last words are in view. */
  reads = true;
  bubbles = new Map();
  standing = "";

  constructor(root, about, site, does) {
    Object.assign(this, { about, words: about.words, does });
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, style(site)];
    const { words } = this;
    // Our words read from the left in every language we speak; on a page that reads from the right the window alone moves.
    const dir = "ltr";
    this.log = make("div", { class: "log", dir, role: "log", "aria-live": "polite", tabindex: "0", "aria-label": about.name });
    this.told = make("div", { class: "told", dir, role: "status" });
    this.foot = make("div", { class: "foot", dir });
    this.box = make("section", { class: "panel", role: "dialog", "aria-label": words.open, lang: about.language, hidden: true,
      onkeydown: (event) => event.key === "Escape" && does.close(),
      ondragover: (event) => this.composer?.does.attach && event.preventDefault(),
      ondrop: (event) => this.composer?.does.attach && (event.preventDefault(), this.composer.add(event.dataTransfer.files)) },
      make("header", { dir }, make("h2", {}, about.name),
        (this.mailer = make("button", { type: "button", class: "quiet mail", hidden: true, "aria-label": words.transcript, title: words.transcript, onclick: () => this.askTranscript() }, icon("mail"))),
        (this.ender = make("button", { type: "button", class: "quiet", hidden: true, onclick: () => does.end() }, words.end)),
        make("button", { type: "button", class: "quiet close", "aria-label": words.close, onclick: () => does.close() }, "×")),
      this.log, this.told, this.foot);
    root.append(this.box);
    // Whoever reads the last words goes on seeing them when a picture comes or the foot grows.
    this.log.addEventListener("scroll", () => (this.reads = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 80));
    this.eyes = new ResizeObserver(() => this.reads && this.toEnd());
    this.eyes.observe(this.log);
  }

  show(shown) {
    this.shown = shown;
    this.box.hidden = !shown;
    if (shown) {
      this.toEnd();
      this.foot.querySelector("label input, label select, textarea, .wide")?.focus();
    }
  }

  /** Before the first word: who we are, and what is asked first. first: what was tried to say. */
  greet(first) {
    const { about, words } = this;
    this.say(about.open ? about.minutes && filled(words.minutes, about.minutes) : this.away(about.opens_at));
    if (about.greeting) this.bubble({ text: about.greeting, name: about.name });
    const before = [...this.asked(), ...about.questions.map(question)];
    if (about.consent) before.push(make("label", { class: "check" }, make("input", { type: "checkbox", name: "agreed", required: true }), about.consent));
    this.compose({ before, send: ({ text }) => this.does.begin({ text, ...this.given(new FormData(this.composer.form)) }) });
    if (first) this.fill(first);
  }

  asked() {
    const { about, words } = this;
    const fields = { name: ["text", words.name, "name"], address: ["email", words.address, "email"] };
    return about.asks.map((name) => {
      const [type, label, complete] = fields[name];
      return make("label", {}, label, make("input", { name, type, autocomplete: complete, required: name === "address" && !about.open, maxlength: 120 }),
        name === "address" && make("small", {}, words.why_address));
    });
  }

  given(form) {
    const answers = Object.fromEntries(this.about.questions.map(({ name }) => [name, form.get(`q:${name}`) || ""]));
    return { name: form.get("name") || "", address: form.get("address") || "", agreed: form.has("agreed"), answers };
  }

  fill(first) {
    for (const field of this.foot.querySelectorAll("input, textarea, select")) {
      if (field.type === "checkbox") field.checked = first[field.name];
      else field.value = (field.name.startsWith("q:") ? first.answers?.[field.name.slice(2)] : first[field.name || "text"]) || "";
    }
  }

  talk() {
    this.compose({ send: (said) => this.does.say(said), attach: (file) => this.does.attach(file) });
    this.ender.hidden = this.mailer.hidden = false;
  }

  compose({ send, attach, before }) {
    const { words, about } = this;
    const does = { send, attach, type: (text) => this.does.type(text), fail: (failed) => this.fail(failed), complain: (says) => this.say(says, "bad") };
    this.composer = new Composer({ words, about, does, before });
    this.foot.replaceChildren(this.composer.form);
    if (this.shown) this.composer.field.focus();
  }

  /** One's own words, before the desk has them. */
  mine({ key, text, files }) {
    this.bubbles.get(key)?.remove();
    this.bubbles.set(key, this.bubble({ mine: true, text, files, state: this.words.sending }));
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
    const bubble = this.bubble(line);
    known?.replaceWith(bubble);
    bubble.dataset.id = line.id;
    if (line.mine) {
      this.bubbles.set(line.key, bubble);
      this.mark(line, "sent");
      this.log.append(bubble);
      // What was to be chosen is answered.
      for (const one of this.log.querySelectorAll("button.press")) one.disabled = true;
    }
    // What the desk does not have yet stays behind what it has.
    for (const one of this.bubbles.values()) if (!one.dataset.id) this.log.append(one);
    if (line.at) bubble.title = new Date(line.at).toLocaleString(this.about.language);
    this.toEnd();
  }

  bubble({ mine, name, state, auto, ...said }) {
    const who = mine ? this.words.you : auto ? this.words.automatic : name || this.about.name;
    const made = make("div", { class: mine ? "line mine" : "line" },
      make("span", { class: mine ? "unseen" : "who" }, mine ? `${who}: ` : who),
      content(said, { fetch: (file) => this.does.fetch(file), say: (text) => this.does.say({ text, files: [] }) }, this.words),
      make("span", { class: "state" }, state || ""));
    this.log.append(made);
    this.eyes.observe(made);
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
  stand({ standing, with: name, place, minutes, seen, open, opens_at, address }) {
    const { words } = this;
    this.address = address;
    for (const bubble of this.bubbles.values())
      if (bubble.dataset.state === "sent" && +bubble.dataset.id <= seen) bubble.lastChild.textContent = words.seen;
    const waits = [words.waiting, place > 1 && filled(words.place, place), minutes && filled(words.minutes, minutes)];
    const said = { waiting: open ? waits.filter(Boolean).join(" ") : this.away(opens_at), answered: name && filled(words.with, name), ended: words.ended };
    const before = this.calm;
    this.calm = said[standing] || "";
    if (standing === this.standing && this.calm === before) return;
    const same = standing === this.standing;
    this.standing = standing;
    if (standing === "missed") return same || this.offer();
    this.say(this.calm);
    if (standing === "ended" && !same) this.over();
  }

  /** Nobody came: go on waiting, or say where the answer shall go. */
  offer() {
    const { words } = this;
    this.say(words.missed);
    const ask = (wish, label, type) => () => this.ask({ label, type, button: words.leave, into: choice, send: (to) => this.does.leave(wish, to) });
    const choice = make("div", { class: "choice" },
      make("button", { type: "button", onclick: ask("mail", words.address, "email") }, words.by_mail),
      this.about.calls && make("button", { type: "button", onclick: ask("call", words.number, "tel") }, words.by_call));
    this.told.append(choice);
  }

  askTranscript() {
    const { words } = this;
    if (this.told.querySelector("form")) return this.say(this.calm);
    this.say("");
    const into = this.told.appendChild(make("div", { class: "choice" }));
    const send = async (to) => (await this.does.transcript(to), this.say(words.transcript_sent));
    this.ask({ label: words.address, type: "email", button: words.transcript_send, required: !this.address, into, send });
  }

  /** Ask for one thing in a small form. */
  ask({ label, type, button, into, send, required = true }) {
    const field = make("input", { type, required, autocomplete: type, maxlength: 320 });
    const form = make("form", { class: "wish", onsubmit: async (event) => {
      event.preventDefault();
      try { await send(field.value); } catch (failed) { this.fail(failed); }
    } }, make("label", {}, label, field), make("button", { type: "submit", class: "solid" }, button));
    into.replaceChildren(form);
    field.focus();
  }

  left(to) { this.say(filled(this.words.left, to)); }

  over() {
    this.ender.hidden = true;
    this.composer = null;
    this.foot.replaceChildren(make("button", { type: "button", class: "solid wide", onclick: () => this.does.again() }, this.words.again));
  }

  empty() {
    this.bubbles.clear();
    this.log.replaceChildren();
    this.standing = this.calm = "";
    this.ender.hidden = this.mailer.hidden = true;
  }

  typing(name) { this.say(name ? filled(this.words.typing, name) : this.calm || ""); }
  lost(is) { this.say(is ? this.words.lost : this.calm || ""); }
  fail(failed) { this.say(failed.says || this.words.failed, "bad"); }

  say(words, tone = "") {
    this.told.replaceChildren(words || "");
    this.told.dataset.tone = tone;
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
    this.reads = true;
  }
}

/** A question of the site: written, or chosen where there is something to choose from. */
function question({ name, label, options, required }) {
  const field = options.length
    ? make("select", { name: `q:${name}`, required }, ["", ...options].map((one) => make("option", { value: one }, one)))
    : make("input", { name: `q:${name}`, required, maxlength: 500, autocomplete: "off" });
  return make("label", {}, label, field);
}
