/**
 * The chat window. What the visitor writes is kept here until the desk says that it has it, and shown as sent only
 * then; each message has a key of its own, so that sending it again says nothing twice.
 */

import { Line } from "./line.js";
import { Outbox } from "./outbox.js";
import { Panel } from "./panel.js";
import { Store, newKey } from "./store.js";

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

  constructor({ site, root, language, button, news, identity }) {
    Object.assign(this, { site, language, button, news, identity });
    this.root = root;
    this.store = new Store(`liaison:${site.key}`);
    this.outbox = new Outbox(this.store, (said) => this.send(said), (said, state) => this.panel.mark(said, state));
    this.line = new Line(site.desk, {
      news: () => this.look(),
      typing: (name) => this.panel.typing(name),
      state: (up) => this.panel.lost(!up && Boolean(this.store.token)),
    });
  }

  async prepare() {
    this.about = await this.ask("", { method: "GET" });
    this.panel = new Panel(this.root, this.about, this.site, {
      begin: (form) => this.begin(form),
      say: (text) => this.say(text),
      type: () => this.line.type(),
      close: () => this.close(),
      end: () => this.end(),
      again: () => this.again(),
      leave: (wish, to) => this.leave(wish, to),
    });
    addEventListener("online", () => this.wake());
    document.addEventListener("visibilitychange", () => document.hidden || this.wake());
    if (this.store.token) await this.goOn();
    else this.panel.greet();
  }

  wake() {
    if (!this.store.token) return;
    this.line.start();
    this.look();
    this.outbox.hurry();
  }

  /** Go on with the chat which this browser had begun. */
  async goOn() {
    this.panel.talk();
    for (const said of this.store.outbox) this.panel.mine(said);
    this.line.listen(this.store.token, this.store.chat);
    await this.look();
    this.outbox.hurry();
  }

  open() {
    this.panel.show(true);
    this.button.setAttribute("aria-expanded", "true");
    this.count(0);
    this.see();
  }

  close() {
    this.panel.show(false);
    this.button.setAttribute("aria-expanded", "false");
    this.button.focus();
  }

  toggle() {
    this.panel.shown ? this.close() : this.open();
  }

  async begin({ text, ...form }) {
    const key = newKey();
    const page = form.agreed ? { page: location.href, referrer: document.referrer } : {};
    const answer = await this.ask("begin/", { said: { ...form, ...page, key, text, identity: this.identity() } });
    this.store.begin(answer.token || this.store.token, answer.chat);
    this.panel.talk();
    this.panel.mine({ key, text });
    this.panel.mark({ key }, "sent");
    this.line.listen(this.store.token, answer.chat);
    this.apply(answer);
  }

  say(text) {
    const said = { key: newKey(), text };
    this.panel.mine(said);
    this.outbox.add(said);
  }

  async send(said) {
    await this.ask("say/", { said });
  }

  /** Ask what is new; asked again while asking, it asks once more afterwards. */
  look() {
    if (this.looking) return (this.again_ = true), this.looking;
    this.looking = this.ask(`look/?after=${this.last}`, { method: "GET" })
      .then((answer) => this.apply(answer), (failed) => failed.status === 404 && this.again())
      .finally(() => {
        this.looking = null;
        if (this.again_) (this.again_ = false), this.look();
      });
    return this.looking;
  }

  apply(answer) {
    for (const line of answer.lines) {
      if (line.id <= this.last) continue;
      this.last = line.id;
      if (line.mine) this.outbox.arrived(line.key);
      else if (!this.panel.shown || document.hidden) this.count(this.unread + 1);
      this.panel.add(line);
    }
    this.panel.stand(answer);
    if (answer.standing === "ended") this.line.stop();
    this.see();
  }

  see() {
    if (!this.panel.shown || document.hidden || !(this.last > (this.store.seen || 0))) return;
    this.store.seen = this.last;
    this.ask("see/", { said: { message: this.last } }).catch(() => {});
  }

  count(unread) {
    this.unread = unread;
    this.news.hidden = !unread;
    this.news.textContent = unread || "";
  }

  async leave(wish, to) {
    await this.ask("leave-word/", { said: { wish, to } });
    this.panel.left(to);
  }

  async end() {
    await this.ask("end/", { said: {} });
    await this.look();
  }

  /** Begin anew: the next words open another chat. */
  again() {
    this.line.stop();
    this.store.forget();
    this.last = 0;
    this.panel.empty();
    this.panel.greet();
  }

  async ask(path, { said, method = "POST" }) {
    const address = new URL(`/chat/${this.site.key}/${path}`, this.site.desk);
    address.searchParams.set("language", this.language);
    const headers = this.store.token ? { Authorization: `Bearer ${this.store.token}` } : {};
    const body = said === undefined ? undefined : JSON.stringify(said);
    const answer = await fetch(address, { method, headers, body, credentials: "omit" });
    const told = await answer.json().catch(() => ({}));
    if (!answer.ok) throw Object.assign(new Error(told.says || answer.status), { status: answer.status, says: told.says });
    return told;
  }
}
