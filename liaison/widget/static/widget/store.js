/** A key for something that was written; `crypto.randomUUID` is missing on pages without TLS. */
export const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** What this browser keeps between pages: nothing before the visitor has spoken. */
export class Store {
  constructor(name) {
    this.name = name;
    this.kept = JSON.parse(localStorage.getItem(name) || "null") || { outbox: [] };
  }

  get token() { return this.kept.token || ""; }
  get chat() { return this.kept.chat || ""; }
  get outbox() { return this.kept.outbox; }
  get seen() { return this.kept.seen || 0; }
  set seen(message) { this.keep({ seen: message }); }

  begin(token, chat) { this.keep({ token, chat, outbox: [], seen: 0 }); }

  keep(change) {
    Object.assign(this.kept, change);
    try {
      localStorage.setItem(this.name, JSON.stringify(this.kept));
    } catch {
      // A full or forbidden store: the chat works on this page, and is not found again on the next.
    }
  }

  forget() {
    const { token } = this.kept;
    this.kept = { token, outbox: [] };
    this.keep({});
  }
}
