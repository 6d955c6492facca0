/** Keep "12 min" and "due in 40 min" true on a page that stays open all day. */

const language = document.documentElement.lang || "en";
const STEPS = [[86400, "day"], [3600, "hour"], [60, "minute"]];
const WEEK = 7 * 86400;
const words = document.getElementById("words-due")?.dataset;
const full = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "full", timeStyle: "short", timeZone: document.documentElement.dataset.zone });
const makers = Object.fromEntries(STEPS.map(([, unit]) => [unit, new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short" })]));

function length(seconds) {
  const [size, unit] = STEPS.find(([size]) => seconds >= size) ?? STEPS.at(-1);
  return makers[unit].format(Math.floor(seconds / size));
}

function tick() {
  const now = Date.now();
  for (const time of document.querySelectorAll("time[data-ago]")) {
    const seconds = (now - Date.parse(time.dateTime)) / 1000;
    if (seconds >= 60 && seconds < WEEK) time.textContent = length(seconds);
  }
  for (const time of document.querySelectorAll("time[data-due]")) {
    const left = (Date.parse(time.dateTime) - now) / 1000;
    if (words) time.querySelector("span").textContent = words[left < 0 ? "late" : "ahead"].replace("{}", length(Math.abs(left)));
    time.classList.toggle("bad", left < 0);
    time.classList.toggle("warn", left >= 0 && left < 60 * time.dataset.due);
  }
}

setInterval(() => document.hidden || tick(), 20_000);
document.addEventListener("visibilitychange", () => document.hidden || tick());

/* The whole date only where somebody wants it: writing it for every row of a long list cost the server more than the rest of it. */
document.addEventListener("pointerover", (event) => {
  const time = event.target.closest?.("time[datetime]");
  if (time && !time.title && time.dateTime.includes("T")) time.title = full.format(new Date(time.dateTime));
});
