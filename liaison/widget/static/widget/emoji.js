import { make } from "./make.js";

const ALL = "😀 😃 😄 😁 😅 😂 🙂 🙃 😉 😊 😇 🥰 😍 😘 😋 😜 🤗 🤔 🤨 😐 😶 🙄 😏 😬 😌 😔 😴 🤒 🥵 🥶 😵 😎 🤓 😕 😟 🙁 😮 😳 🥺 😨 😢 😭 😤 😠 🤝 👍 👎 👌 👏 🙌 🙏 💪 👋 ✌️ 🤞 👀 ❤️ 💔 💯 ✅ ❌ ❓ ❗ 🎉 🎁 🔥 ⭐ ☀️ 🌧️ ☕ 🍰 🚗 🚚 📦 💳 🧾 📷 📎 ⏰ 🔑";
const STEPS = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 8, ArrowUp: -8 };

/** Faces to choose from, in rows of eight; the arrows walk, Escape shuts. */
export function picker(choose, shut, label) {
  const faces = ALL.split(" ").map((one) => make("button", { type: "button", tabindex: "-1", onclick: () => choose(one) }, one));
  faces[0].tabIndex = 0;
  const walk = (event) => {
    if (event.key === "Escape") return event.stopPropagation(), shut();
    const step = STEPS[event.key];
    const next = faces[faces.indexOf(event.target) + step];
    if (!next) return;
    event.preventDefault();
    for (const one of faces) one.tabIndex = one === next ? 0 : -1;
    next.focus();
  };
  const box = make("div", { class: "emoji", role: "group", "aria-label": label, onkeydown: walk }, faces);
  return box;
}
