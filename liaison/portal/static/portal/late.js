// A message that was just sent is kept before the page says so, and stands on its ticket a moment later: look again,
// unless the next one is being written already.

const AGAIN = 900;
const MOST = 10;
const times = Number(sessionStorage.getItem("late") || 0);

if (document.querySelector("[data-late]") && times < MOST) {
  setTimeout(() => {
    if (document.querySelector("[name=text]").value) return;
    sessionStorage.setItem("late", times + 1);
    location.reload();
  }, AGAIN);
} else {
  sessionStorage.removeItem("late");
}
