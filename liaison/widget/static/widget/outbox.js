const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

/** What was written and is not known to lie at the desk. One after the other, each until the desk says it has it. */
export class Outbox {
  wait = FIRST_WAIT;
  timer = 0;
  busy = false;
  /** Keys which the desk keeps, though they have not come back from it yet. */
  kept = new Set();

  constructor(store, send, mark) {
    Object.assign(this, { store, send, mark });
  }

  add(said) {
    this.store.keep({ outbox: [...this.store.outbox, said] });
    this.hurry();
  }

  /** It came back from the desk: it is on the ticket. */
  arrived(key) {
    this.kept.delete(key);
    this.drop(key);
  }

  drop(key) {
    const { outbox } = this.store;
    if (outbox.some((said) => said.key === key)) this.store.keep({ outbox: outbox.filter((said) => said.key !== key) });
  }

  hurry() {
    clearTimeout(this.timer);
    this.wait = FIRST_WAIT;
    this.work();
  }

  async work() {
    if (this.busy) return;
    this.busy = true;
    try {
      for (let said; (said = this.store.outbox.find((one) => !this.kept.has(one.key))); ) await this.one(said);
    } catch {
      this.timer = setTimeout(() => this.work(), this.wait * (0.7 + Math.random() * 0.6));
      this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
    } finally {
      this.busy = false;
    }
  }

  async one(said) {
    try {
      await this.send(said);
      this.kept.add(said.key);
      this.mark(said, "sent");
    } catch (failed) {
      this.mark(said, isFinal(failed) ? "refused" : "failed", failed.says);
      if (!isFinal(failed)) throw failed;
      this.drop(said.key);
    }
  }
}

/** Whether sending it again would be refused again; too fast is not, and neither is a line that broke. */
export const isFinal = (failed) => failed.status >= 400 && failed.status < 500 && failed.status !== 429;
