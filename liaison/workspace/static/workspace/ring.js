/** A chat that is offered rings until it is answered: a soft tone, the title of the page, and a notice where they are allowed. */

const EVERY = 2500;
let sound = null;
let timer = 0;
const noticed = new Set();

/* A card whose button is still asking something is only hidden when news takes it away. */
const ringing = () => [...document.querySelectorAll("[data-rings]:not([hidden])")];

function tone() {
  sound ??= new AudioContext();
  if (sound.state === "suspended") return void sound.resume(); // Before the first click of a page browsers let nothing sound.
  for (const [at, pitch] of [[0, 660], [0.16, 880]]) {
    const voice = sound.createOscillator();
    const loud = sound.createGain();
    const begins = sound.currentTime + at;
    voice.frequency.value = pitch;
    loud.gain.setValueAtTime(0, begins);
    loud.gain.linearRampToValueAtTime(0.12, begins + 0.02);
    loud.gain.exponentialRampToValueAtTime(0.001, begins + 0.3);
    voice.connect(loud).connect(sound.destination);
    voice.start(begins);
    voice.stop(begins + 0.32);
  }
}

function notice(card) {
  if (noticed.has(card.id) || !document.hidden || globalThis.Notification?.permission !== "granted") return;
  noticed.add(card.id);
  const shown = new Notification(card.dataset.rings, { body: card.ariaLabel, tag: card.id });
  shown.onclick = () => (globalThis.focus(), shown.close());
}

function ring() {
  const cards = ringing();
  document.documentElement.toggleAttribute("data-ringing", cards.length > 0);
  clearTimeout(timer);
  if (!cards.length) return noticed.clear();
  tone();
  cards.forEach(notice);
  timer = setTimeout(ring, EVERY);
}

document.addEventListener("liaison:woven", (event) => event.detail.id === "chats" && ring());
document.addEventListener("htmx:afterSettle", () => ringing().length && !timer && ring());
/* Whoever answers what rings wants to hear of the next in other windows too. */
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-rings] a") && globalThis.Notification?.permission === "default") Notification.requestPermission();
});
/* Whoever takes chats wants to hear of them in other windows too. */
document.addEventListener("submit", (event) => {
  if (event.target.action?.endsWith("/do/chat.ready/") && event.target.elements.on.value === "true") globalThis.Notification?.requestPermission?.();
});
ring();
