const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

/** What was written and is not known to lie at the desk. One after the other, each until the desk says it has it. */
export class Outbox {
  wait = FIRST_WAIT;
  timer = 0;
  busy = false;

  constructor(store, send, mark) {
    Object.assign(this, { store, send, mark });
  }

  add(said) {
    this.store.keep({ outbox: [...this.store.outbox, said] });
    this.hurry();
  }

  /** It came back from the desk: it is on the ticket. */
  arrived(key) {
    this.store.keep({ outbox: this.store.outbox.filter((said) => said.key !== key) });
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
      for (let said; (said = this.store.outbox.find((one) => !one.kept && !one.refused)); ) await this.one(said);
    } catch {
      this.timer = setTimeout(() => this.work(), this.wait * (0.7 + Math.random() * 0.6));
      this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
    } finally {
      this.busy = false;
    }
  }

  async one(said) {
    try {
      await this.send({ key: said.key, text: said.text });
      said.kept = true;
      this.mark(said, "sent");
    } catch (failed) {
      const for_good = failed.status >= 400 && failed.status < 500 && failed.status !== 429;
      this.mark(said, for_good ? "refused" : "failed", failed.says);
      if (!for_good) throw failed;
      said.refused = true;
    } finally {
      this.store.keep({ outbox: this.store.outbox.filter((one) => !one.refused) });
    }
  }
}
