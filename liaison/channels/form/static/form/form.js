// A form asks only what follows from the answers: a question that hangs on another is shown when that was answered so.

const form = document.querySelector("[data-form]");

function answer(name) {
  const one = form.elements.namedItem(name);
  if (!one || one.closest("[hidden]")) return "";
  return one.type === "checkbox" ? (one.checked ? "on" : "") : one.value;
}

function arrange() {
  for (const part of form.querySelectorAll("[data-when]")) {
    const asked = part.dataset.is.split(" ").includes(answer(part.dataset.when));
    part.hidden = !asked;
    for (const one of part.querySelectorAll("input, select, textarea")) {
      one.disabled = !asked;
      one.required = asked && "required" in part.dataset;
    }
  }
}

form?.addEventListener("change", arrange);
form?.addEventListener("submit", () => {
  // A second press while the first is on its way would only be thrown away, but it would be waited for.
  setTimeout(() => form.querySelector("[type=submit]")?.setAttribute("disabled", ""));
});
window.addEventListener("pageshow", () => form?.querySelector("[type=submit]")?.removeAttribute("disabled"));
if (form) {
  arrange();
  form.querySelector("[aria-invalid=true]")?.focus();
}
