/**
 * Live news. One socket per page carries topics and numbers, never content: whoever hears `news` fetches its
 * fragment the ordinary way, so that permission and language are decided in one place.
 *
 *   <section data-live-topic="ticket:812 customer:5" data-live-seq="4711" hx-get="…" hx-trigger="news">
 *   <form data-live-here="ticket:812" data-live-typing="ticket:812">   (both may name several topics)
 *   <div data-live-topic="visits:3" data-live-again …>   news without numbers: looks once as soon as it is heard
 *
 * On `document`: `liaison:news` {topic, seq}, `liaison:presence` {topic, who, others}, `liaison:state` {state},
 * `liaison:stale` (too much was missed; every live element is told, unless the event is cancelled).
 */

const KEPT = "liaison:seq";
const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;
// The hub says something at least every 25 seconds: a line silent for longer than this is dead.
const SILENCE = 60_000;
/* What one thing brings about comes together; somebody may wait for it. */
const FIRST_GAP = 40;
const CLOSED_FOR_GOOD = new Set([4400, 4401]);

/** @typedef {"starting" | "live" | "waiting" | "ended"} State */

class Line {
  /** @type {State} */ state = "starting";
  /** @type {WebSocket | null} */ socket = null;
  /** Who sits here, such as `member:2`. */ you = "";
  /** Topics that are heard, with the number from which on, while the hub has not confirmed them. */
  topics = new Map();
  greeted = [];
  tries = 0;
  retry = 0;
  heardAt = 0;
  /** Seconds over which the desk wants its pages to come back. */
  spread = 0;

  constructor(say) {
    this.say = say;
    this.seq = Number(sessionStorage.getItem(KEPT)) || null;
  }

  start() {
    if (this.socket || this.state === "ended") return;
    clearTimeout(this.retry);
    const address = new URL("/rt", location.href);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = (this.socket = new WebSocket(address));
    socket.onopen = () => this.greet();
    socket.onmessage = (event) => this.socket === socket && this.hear(JSON.parse(event.data));
    socket.onclose = (event) => this.socket === socket && this.lost(event.code);
    this.heardAt = Date.now();
  }

  /** Hang up without waiting for the other side, who may be unreachable. */
  cut() {
    const socket = this.socket;
    if (!socket) return;
    this.lost(1006);
    socket.close();
  }

  lost(code) {
    this.socket = null;
    if (CLOSED_FOR_GOOD.has(code)) return this.turn("ended");
    this.turn("waiting");
    clearTimeout(this.retry);
    // Half of the wait is chance, so that a thousand browsers do not come back in the same moment.
    const wait = Math.min(FIRST_WAIT * 2 ** this.tries++, LONGEST_WAIT) * (0.5 + Math.random() / 2) + this.spread * 1000 * Math.random();
    this.retry = setTimeout(() => this.start(), wait);
  }

  turn(state) {
    if (this.state === state) return;
    this.state = state;
    this.say("state", { state });
  }

  tell(words) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(words));
  }

  greet() {
    this.greeted = [...this.topics.keys()];
    const since = this.since(this.topics.values());
    this.tell({ hello: { since, topics: [...this.topics.keys()] } });
  }

  /** The oldest number that any of them needs; one which is confirmed needs what came after our own. */
  since(wanted) {
    const known = [...wanted].map((from) => from ?? this.seq).filter((from) => from !== null);
    return known.length ? Math.min(...known) : this.seq;
  }

  listen(topics) {
    for (const [topic, from] of topics) this.topics.set(topic, from);
    if (topics.size) this.tell({ subscribe: { since: this.since(topics.values()), topics: [...topics.keys()] } });
  }

  ignore(topics) {
    for (const topic of topics) this.topics.delete(topic);
    if (topics.length) this.tell({ unsubscribe: topics });
  }

  hear(words) {
    this.heardAt = Date.now();
    if (words.news) for (const [seq, topics] of words.news) for (const topic of topics) this.say("news", { topic, seq });
    if (words.reload !== undefined) this.say("stale", {});
    if (words.welcome !== undefined || words.at !== undefined) this.spread = words.spread ?? 0;
    if (words.presence) this.say("presence", { topic: words.presence, who: words.who });
    if (words.welcome !== undefined) this.welcomed(words);
    if (words.subscribed) this.confirm(words.subscribed);
    this.know(words);
  }

  welcomed(words) {
    this.you = words.you;
    this.tries = 0;
    this.confirm(this.greeted);
    this.seq = words.welcome;
    this.turn("live");
    this.say("welcome", {});
  }

  confirm(topics) {
    for (const topic of topics) if (this.topics.has(topic)) this.topics.set(topic, null);
    this.say("heard", { topics });
  }

  /** Numbers count only once we are welcome: what was missed is told in order, and may be cut short. */
  know(words) {
    if (this.state !== "live") return;
    const told = [words.at, ...(words.news ?? []).map(([seq]) => seq)].filter(Number.isInteger);
    if (words.reload !== undefined) this.seq = words.reload;
    else if (told.length) this.seq = Math.max(this.seq ?? 0, ...told);
    if (this.seq !== null) sessionStorage.setItem(KEPT, String(this.seq));
  }
}

/** Elements that want news, told at most as often as they can bear. */
class Elements {
  /** When each element was told last, and how long it waits next time. */
  pace = new WeakMap();
  waiting = new Map();
  /** The last number of each topic, for a fragment that was on its way when the news came; each is looked at once. */
  last = new Map();
  seen = new WeakMap();

  constructor(line) {
    this.line = line;
  }

  /** Bring what we listen to in line with what stands in the page. */
  scan() {
    const wanted = new Map();
    for (const element of document.querySelectorAll("[data-live-topic]")) {
      const from = numberOf(element);
      for (const topic of topicsOf(element)) wanted.set(topic, older(wanted.get(topic) ?? null, from));
      this.look(element, from);
    }
    const besides = hereNow();
    for (const topic of [...pinned, ...besides]) if (!wanted.has(topic)) wanted.set(topic, null);
    this.line.ignore([...this.line.topics.keys()].filter((topic) => !wanted.has(topic)));
    this.line.listen(new Map([...wanted].filter(([topic]) => !this.line.topics.has(topic))));
    if (wanted.size) this.line.start();
  }

  look(element, from) {
    if (from === null || this.seen.get(element) === from) return;
    this.seen.set(element, from);
    if (topicsOf(element).some((topic) => (this.last.get(topic) ?? 0) > from)) this.later(element);
  }

  news(topic, seq) {
    if (seq !== null) this.last.set(topic, Math.max(seq, this.last.get(topic) ?? 0));
    for (const element of document.querySelectorAll(`[data-live-topic~="${CSS.escape(topic)}"]`)) {
      const from = numberOf(element);
      if (seq === null || from === null || from < seq) this.later(element);
    }
  }

  /** What is only nudged has no number: what was said before the line stood is found by looking once. */
  again(topics) {
    for (const element of document.querySelectorAll("[data-live-again]")) if (topicsOf(element).some((topic) => topics.includes(topic))) this.later(element);
  }

  /** Nothing in the page can be relied on, not even the numbers it came with. */
  all() {
    this.last.clear();
    for (const element of document.querySelectorAll("[data-live-topic]")) {
      delete element.dataset.liveSeq;
      this.later(element);
    }
  }

  /**
   * Tell the element soon: once for all that comes within 40 ms, then less and less often while news pours in, and
   * not before somebody looks at the page.
   */
  later(element) {
    if (this.waiting.has(element)) return;
    const pace = this.pace.get(element) ?? { gap: FIRST_GAP, told: -Infinity };
    const quiet = Date.now() - pace.told > 3000;
    pace.gap = quiet ? FIRST_GAP : Math.min(Math.max(pace.gap * 1.6, 150), 2000);
    this.pace.set(element, pace);
    this.waiting.set(element, setTimeout(() => this.tell(element), pace.gap));
  }

  tell(element) {
    if (document.hidden) return; // `shown` tells it.
    this.waiting.delete(element);
    this.pace.get(element).told = Date.now();
    if (element.isConnected) element.dispatchEvent(new CustomEvent("news"));
  }

  shown() {
    for (const element of [...this.waiting.keys()]) this.tell(element);
  }
}

/** Where this page is and what is typed in it. */
class Presence {
  here = new Set();
  typedAt = new Map();

  constructor(line) {
    this.line = line;
  }

  /** While nobody looks at the page, nobody is there. */
  scan() {
    const wanted = new Set(document.hidden ? [] : hereNow());
    for (const topic of this.here) if (!wanted.has(topic)) this.line.tell({ away: topic });
    for (const topic of wanted) if (!this.here.has(topic)) this.line.tell({ here: topic });
    this.here = wanted;
  }

  again() {
    this.here = new Set();
    this.scan();
  }

  typing(topic) {
    if (Date.now() - (this.typedAt.get(topic) ?? 0) < 3000) return;
    this.typedAt.set(topic, Date.now());
    this.line.tell({ typing: topic });
  }

  typed(topic) {
    if (!this.typedAt.delete(topic)) return;
    this.line.tell({ typed: topic });
  }
}

const words = (text) => (text ?? "").split(/\s+/).filter(Boolean);
const hereNow = () => [...document.querySelectorAll("[data-live-here]")].flatMap((element) => words(element.dataset.liveHere));
const numberOf = (element) => (element.dataset.liveSeq ? Number(element.dataset.liveSeq) : null);
const older = (one, other) => (one === null || other === null ? (one ?? other) : Math.min(one, other));
const topicsOf = (element) => words(element.dataset.liveTopic);
/** Topics heard for the page's own sake, without an element. */
const pinned = new Set();

function say(what, detail) {
  if (what === "news") elements.news(detail.topic, detail.seq);
  if (what === "welcome") return presence.again();
  if (what === "heard") return elements.again(detail.topics);
  if (what === "presence") detail.others = detail.who.filter((person) => person.ref !== line.you);
  if (what === "state") document.documentElement.dataset.live = detail.state;
  const event = new CustomEvent(`liaison:${what}`, { detail, cancelable: true });
  if (document.dispatchEvent(event) && what === "stale") elements.all();
}

const line = new Line(say);
const elements = new Elements(line);
const presence = new Presence(line);

function scan() {
  elements.scan();
  presence.scan();
}

let planned = false;
function planScan() {
  if (planned) return;
  planned = true;
  queueMicrotask(() => {
    planned = false;
    scan();
  });
}

const typingIn = (target) => words(target.closest?.("[data-live-typing]")?.dataset.liveTyping);
document.addEventListener("input", (event) => {
  for (const topic of typingIn(event.target)) event.target.value === "" ? presence.typed(topic) : presence.typing(topic);
});
document.addEventListener("submit", (event) => {
  for (const topic of typingIn(event.target)) presence.typed(topic);
});
document.addEventListener("visibilitychange", () => {
  presence.scan();
  if (document.hidden) return;
  elements.shown();
  if (line.state === "waiting") line.start();
});
addEventListener("offline", () => line.cut());
addEventListener("online", () => line.start());
// A page that comes back from the browser's memory has lost its socket without a word.
addEventListener("pageshow", (event) => event.persisted && (line.cut(), line.start()));
setInterval(() => line.socket && Date.now() - line.heardAt > SILENCE && line.cut(), 5000);

const watched = ["data-live-topic", "data-live-seq", "data-live-here"];
new MutationObserver(planScan).observe(document.documentElement, { childList: true, subtree: true, attributeFilter: watched });
scan();

/** For scripts that have no element: hear a topic, be present, say that somebody types, know the state. */
export const live = {
  get state() {
    return line.state;
  },
  get you() {
    return line.you;
  },
  listen(topic) {
    pinned.add(topic);
    planScan();
  },
  ignore(topic) {
    pinned.delete(topic);
    planScan();
  },
  typing: (topic) => presence.typing(topic),
  typed: (topic) => presence.typed(topic),
  /** Call back with the state now and whenever it turns. */
  onState(callback) {
    callback(line.state);
    document.addEventListener("liaison:state", (event) => callback(event.detail.state));
  },
};
