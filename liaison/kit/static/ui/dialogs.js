/** Native dialogs: what opens and closes them, and the question before something that cannot be taken back. */

function openAsked(within) {
  for (const dialog of within.querySelectorAll("dialog[data-open]:not([open])")) dialog.showModal();
}

/* Buttons open and close dialogs by themselves (command, commandfor); older browsers need a hand. */
const NEEDS_A_HAND = !("command" in HTMLButtonElement.prototype);

document.addEventListener("click", (event) => {
  /* A click on the dialog itself, not on what is in it, is a click on the veil around it. */
  if (event.target.matches("dialog[open]")) event.target.close();
  const button = event.target.closest("button[commandfor]");
  if (!NEEDS_A_HAND || !button) return;
  const dialog = document.getElementById(button.getAttribute("commandfor"));
  if (button.getAttribute("command") === "show-modal") dialog.showModal();
  else dialog.close();
});

/* Whatever asks with hx-confirm asks in our dialog rather than in the browser's. */
document.addEventListener("htmx:confirm", (event) => {
  const { question, issueRequest } = event.detail;
  const dialog = document.getElementById("ask");
  if (!question || !dialog) return;
  event.preventDefault();
  dialog.querySelector("[data-question]").textContent = question;
  dialog.returnValue = "";
  dialog.addEventListener("close", () => dialog.returnValue === "yes" && issueRequest(true), { once: true });
  dialog.showModal();
});

/* What was brought for one question leaves with it. */
document.addEventListener(
  "close",
  ({ target }) => target.matches("dialog[data-leaves]") && target.remove(),
  true,
);

document.addEventListener("htmx:afterSettle", () => openAsked(document));
openAsked(document);
