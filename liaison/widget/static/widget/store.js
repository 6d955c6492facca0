/** A key for something that was written; `crypto.randomUUID` is missing on pages without TLS. */
export const newKey = (bytes = 16) => Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/**
 * What this browser keeps between pages: nothing before the visitor has spoken. It is read anew each time, since
 * another tab may have written; where keeping is forbidden it lasts as long as the page.
 */
export class Store {
  memory = {};

  /** whose: how the site calls its signed-in customer; what another customer left here is forgotten. */
  constructor(name, whose) {
    Object.assign(this, { name, whose });
    if (this.token && this.kept.whose !== whose) this.write({});
  }

  get kept() {
    try {
      return JSON.parse(localStorage.getItem(this.name)) || {};
    } catch {
      return this.memory;
    }
  }

  get self() { return { token: this.token, agreed: this.kept.agreed, whose: this.whose }; }
  get token() { return this.kept.token || ""; }
  get chat() { return this.kept.chat || ""; }
  get first() { return this.kept.first; }
  get outbox() { return this.kept.outbox || []; }
  get seen() { return this.kept.seen || 0; }
  set seen(message) { this.keep({ seen: message }); }

  /** The first words are on their way: under this token and key they are said once, however often they are sent. */
  speak(first) { this.write({ ...this.self, token: this.token || newKey(32), first }); }
  begin(token, chat, agreed) { this.write({ ...this.self, token, chat, ...(agreed && { agreed }) }); }
  forget() { this.write(this.self); }
  keep(change) { this.write({ ...this.kept, ...change }); }

  write(kept) {
    this.memory = kept;
    try {
      localStorage.setItem(this.name, JSON.stringify(kept));
    } catch {
      // A full or forbidden store: the chat works on this page, and is not found again on the next.
    }
  }
}

/** How a signed token calls the site's customer; empty without one. Only the desk can tell whether it is true. */
export function subjectOf(token) {
  try {
    return String(JSON.parse(atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/"))).sub);
  } catch {
    return "";
  }
}
