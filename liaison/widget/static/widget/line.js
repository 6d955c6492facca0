const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;
const POLL = 5_000;
const SILENCE = 60_000;
const TYPING = 3_000;

/** The live line: it brings what is said, or tells that there is something to look at, and who is writing. Without it the page asks now and then. */
export class Line {
  socket = null;
  tries = 0;
  timer = 0;
  typed = 0;
  on = false;
  /* Seconds over which the desk wants its visitors to come back. */
  spread = 0;
  asked = 0;

  constructor(desk, told) {
    this.address = new URL("/chat/rt", desk);
    this.address.protocol = this.address.protocol.replace("http", "ws");
    this.told = told;
  }

  listen(token, topic) {
    this.stop();
    Object.assign(this, { token, topic, on: true });
    this.start();
    this.watch = setInterval(() => this.check(), POLL);
  }

  stop() {
    this.on = false;
    clearInterval(this.watch);
    clearTimeout(this.timer);
    this.socket?.close();
    this.socket = null;
  }

  start() {
    if (!this.on || this.socket) return;
    clearTimeout(this.timer);
    const socket = (this.socket = new WebSocket(this.address, ["liaison", this.token]));
    socket.onopen = () => {
      this.say({ hello: { topics: [this.topic] } }, { here: this.topic });
    };
    socket.onmessage = (event) => this.socket === socket && this.hear(JSON.parse(event.data));
    socket.onclose = () => this.socket === socket && this.lost();
    this.heard = Date.now();
  }

  say(...words) {
    for (const word of words) if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(word));
  }

  type() {
    if (Date.now() - this.typed < TYPING) return;
    this.typed = Date.now();
    this.say({ typing: this.topic });
  }

  typedOut() {
    this.typed = 0;
    this.say({ typed: this.topic });
  }

  hear(word) {
    this.heard = Date.now();
    if ("welcome" in word || "at" in word) this.spread = word.spread ?? 0;
    if ("welcome" in word) {
      this.tries = 0;
      this.told.state(true);
      this.told.news();
    }
    if ("news" in word || "reload" in word) this.told.news();
    if ("given" in word) this.told.given(word.given);
    if ("presence" in word) this.told.typing(word.who.find((one) => one.typing && one.ref.startsWith("member:"))?.name || "");
  }

  lost() {
    this.socket = null;
    if (!this.on) return;
    this.told.state(false);
    // Spread over time: after a restart thousands would come back at once otherwise.
    const wait = Math.min(FIRST_WAIT * 2 ** this.tries++, LONGEST_WAIT);
    this.timer = setTimeout(() => this.start(), wait * (0.5 + Math.random()) + this.spread * 1000 * Math.random());
  }

  /** The network is gone, though the socket may not know it for minutes. */
  cut() {
    const dead = this.socket;
    if (!dead) return;
    this.lost();
    dead.close();
  }

  check() {
    if (Date.now() - this.heard > SILENCE) this.cut();
    if (this.socket || document.hidden || Date.now() - this.asked < this.spread * 1000) return;
    this.asked = Date.now();
    this.told.news();
  }
}
