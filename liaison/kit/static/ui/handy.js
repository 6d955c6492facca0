/** Small help in forms: a text to copy, and a text that shows what is typed into its places. */

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copies]");
  if (!button) return;
  await navigator.clipboard?.writeText(document.getElementById(button.dataset.copies).textContent.trim());
  button.classList.add("done");
  const said = document.getElementById(`${button.dataset.copies}-said`);
  if (said) said.textContent = button.dataset.said;
});

document.addEventListener("input", (event) => {
  if (!event.target.matches?.("[data-fills]")) return;
  for (const place of document.querySelectorAll(`[data-place="${CSS.escape(event.target.id)}"]`)) {
    place.dataset.empty ??= place.textContent;
    place.textContent = event.target.value || place.dataset.empty;
  }
});

/* A link to a page of choices opens them in a dialog where there is one; without scripts it stays a link. */
document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-opens]");
  const dialog = opener && document.getElementById(opener.dataset.opens);
  if (!dialog || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  dialog.showModal();
});
