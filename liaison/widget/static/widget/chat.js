/**
 * The chat window. What the visitor writes is kept here until the desk says that it has it, and shown as sent only
 * then; each message has a key of its own, so that sending it again says nothing twice.
 */

import { Line } from "./line.js";
import { Outbox, isFinal } from "./outbox.js";
import { Panel } from "./panel.js";
import { Store, newKey, subjectOf } from "./store.js";

export async function start(page) {
  const chat = new Chat(page);
  await chat.prepare();
  return chat;
}

class Chat {
  /** The last message that is shown. */
  last = 0;
  unread = 0;
  looking = null;

  constructor({ site, root, language, button, news, identity, visit }) {
    Object.assign(this, { site, language, button, news, identity, visit });
    this.root = root;
    this.called = button.getAttribute("aria-label");
    this.store = new Store(`liaison:${site.key}`, subjectOf(identity()));
    this.outbox = new Outbox(this.store, (said) => this.send(said), (said, ...state) => this.panel.mark(said, ...state));
    this.line = new Line(site.desk, {
      news: () => this.look(),
      given: (line) => (this.looking ? (this.once_more = true) : this.heard([line])),
      typing: (name) => this.panel.typing(name),
      state: (up) => this.panel.lost(!up && Boolean(this.store.chat)),
    });
  }

  async prepare() {
    this.about = await this.ask("");
    this.panel = new Panel(this.root, this.about, this.site, {
      begin: (form) => this.begin(form),
      say: (said) => this.say(said),
      attach: (file) => this.attach(file),
      fetch: ({ id }) => this.ask("file/", { id }, (answer) => answer.blob()),
      transcript: (to) => this.ask("transcript/", { to }),
      type: (text) => this.type(text),
      close: () => this.close(),
      end: () => this.end(),
      again: () => this.again(),
      leave: (wish, to) => this.leave(wish, to),
    });
    addEventListener("online", () => this.wake());
    addEventListener("offline", () => this.line.cut());
    addEventListener("storage", (event) => event.key === this.store.name && this.follow());
    document.addEventListener("visibilitychange", () => document.hidden || this.wake());
    if (!this.store.chat && !this.store.first && this.identity()) await this.find();
    if (this.store.chat) await this.goOn();
    else await this.beforehand();
  }

  /** A signed-in customer may have a chat going on another device of theirs. */
  async find() {
    const token = this.store.token || newKey(32);
    const { chat } = await this.ask("found/", { identity: this.identity(), token }).catch(() => ({}));
    if (chat) this.store.begin(token, chat);
  }

  wake() {
    if (!this.store.chat) return this.store.first && this.beforehand();
    this.line.start();
    this.look();
    this.outbox.hurry();
  }

  /** Another tab wrote: it may have begun the chat, or another one. */
  follow() {
    if (this.store.chat && this.store.chat !== this.line.topic) {
      this.clear();
      this.goOn();
    }
  }

  /** Nothing was said yet, or it is not known whether the first words have arrived: then they are sent again. */
  async beforehand() {
    const { first } = this.store;
    if (!first) return this.panel.greet();
    if (!this.panel.foot.firstChild) this.panel.greet(first);
    await this.begin(first).catch((failed) => this.panel.fail(failed));
  }

  /** Go on with the chat which this browser had begun. */
  async goOn() {
    this.panel.talk();
    for (const said of this.store.outbox) this.panel.mine(said);
    this.line.listen(this.store.token, this.store.chat);
    await this.look();
    this.outbox.hurry();
  }

  /** Whether somebody is talked with here, or could be at once. */
  get busy() { return this.panel.shown || (Boolean(this.store.chat) && this.panel.standing !== "ended"); }

  open() {
    this.panel.show(true);
    this.button.setAttribute("aria-expanded", "true");
    this.count(0);
    this.see();
  }

  /** Somebody of ours has asked them to chat. */
  asked(name, text) {
    if (this.panel.standing === "ended") this.again();
    if (!this.store.chat) this.panel.bubble({ name, text });
    this.open();
  }

  close() {
    this.panel.show(false);
    this.button.setAttribute("aria-expanded", "false");
    this.button.focus();
  }

  toggle() {
    this.panel.shown ? this.close() : this.open();
  }

  async begin({ key = newKey(), ...form }) {
    this.store.speak({ key, ...form });
    let answer;
    try {
      const whole = { ...(form.agreed && whence()), ...form, key, identity: this.identity(), visit: this.visit() };
      answer = await this.ask("begin/", { ...whole, ...(await this.solved()) });
    } catch (failed) {
      if (isFinal(failed)) this.store.forget();
      throw failed;
    }
    this.store.begin(answer.token || this.store.token, answer.chat, form.agreed);
    this.panel.talk();
    this.panel.mine({ key, text: form.text });
    this.panel.mark({ key }, "sent");
    this.line.listen(this.store.token, answer.chat);
    this.apply(answer);
  }

  /** What the desk wants found before the first word, where it asks for it; each is good for once. */
  async solved() {
    const { puzzle } = this.solution ? await this.ask("") : this.about;
    if (!puzzle) return {};
    this.solution = (await import("./puzzle.js")).solve(puzzle);
    return { stamp: puzzle.stamp, number: await this.solution };
  }

  say({ text, files }) {
    this.line.start(); // Whoever speaks wants to hear, and does not wait for their turn to come back.
    this.typed = "";
    const said = { key: newKey(), text, files };
    this.panel.mine(said);
    this.outbox.add(said);
    this.line.typedOut();
  }

  /** Somebody writes; what, the desk hears only where the site asks for it, which the window says. */
  type(text) {
    if (text) this.line.type();
    this.typed = text;
    if (!this.about.previews || !this.store.chat || this.telling) return;
    this.telling = setTimeout(() => {
      this.telling = 0;
      this.ask("preview/", { text: this.typed }).catch(() => {});
    }, 1000);
  }

  async send({ key, text, files = [] }) {
    await this.ask("say/", { key, text, files: files.map((one) => one.file) });
  }

  attach(file) {
    const form = new FormData();
    form.append("token", this.store.token);
    form.append("file", file, file.name || "image.png");
    return this.ask("attach/", form);
  }

  /** Ask what is new; asked again while asking, it asks once more afterwards. */
  look() {
    if (this.looking) return (this.once_more = true), this.looking;
    const { chat } = this.store;
    this.looking = this.ask("look/", { after: this.last })
      .then((answer) => chat === this.store.chat && this.apply(answer), (failed) => failed.status === 404 && this.again())
      .finally(() => {
        this.looking = null;
        if (this.once_more) (this.once_more = false), this.look();
      });
    return this.looking;
  }

  apply(answer) {
    if (answer.chat !== this.store.chat) { // Begun anew on another device.
      this.store.begin(this.store.token, answer.chat);
      return this.follow();
    }
    this.heard(answer.lines);
    if (answer.lines.length > 99) this.once_more = true;
    this.panel.stand(answer);
    if (answer.standing === "ended") this.line.stop();
  }

  heard(lines) {
    for (const line of lines) {
      if (line.id <= this.last) continue;
      this.last = line.id;
      if (line.mine) this.outbox.arrived(line.key);
      else if (line.id > this.store.seen && (!this.panel.shown || document.hidden)) this.count(this.unread + 1);
      this.panel.add(line);
    }
    this.see();
  }

  see() {
    if (!this.panel.shown || document.hidden || this.last <= this.store.seen) return;
    this.store.seen = this.last;
    this.ask("see/", { message: this.last }).catch(() => {});
  }

  count(unread) {
    this.unread = unread;
    this.news.hidden = !unread;
    this.news.textContent = unread || "";
    this.button.setAttribute("aria-label", unread ? `${this.called}, ${this.about.words.news.replace("{}", unread)}` : this.called);
  }

  async leave(wish, to) {
    await this.ask("leave-word/", { wish, to });
    this.panel.left(to);
  }

  async end() {
    await this.ask("end/", {});
    await this.look();
  }

  /** Begin anew: the next words open another chat. */
  again() {
    this.clear();
    this.store.forget();
    this.panel.greet();
  }

  clear() {
    this.line.stop();
    this.last = 0;
    this.panel.empty();
  }

  /** Plain text and no header of our own: then the browser asks for no leave first, and each question is one way. */
  async ask(path, said, read) {
    const address = new URL(`/chat/${this.site.key}/${path}`, this.site.desk);
    address.searchParams.set("language", this.language);
    const body = said instanceof FormData ? said : said && JSON.stringify({ token: this.store.token, ...said });
    const answer = await fetch(address, { method: said ? "POST" : "GET", body, credentials: "omit" });
    if (answer.ok && read) return read(answer);
    const told = await answer.json().catch(() => ({}));
    if (!answer.ok) throw Object.assign(new Error(told.says || answer.status), { status: answer.status, says: told.says });
    return told;
  }
}

/** Where a visitor is and what brought them; told only when they agree. */
function whence() {
  const campaign = [...new URLSearchParams(location.search)].filter(([name]) => /^(utm_|gclid|msclkid)/.test(name));
  return { page: location.href, referrer: document.referrer, campaign: campaign.map((pair) => pair.join("=")).join(" ") };
}
