// For the basket: a number that was typed and is not counted yet is counted first, and
// then the way to the checkout goes on; a number that was refused is shown instead.
let isLeaving = false;

document.addEventListener("click", (event) => {
  if (!event.target.closest("#to-checkout")) return;
  const fields = [...document.querySelectorAll("[name=quantity]")];
  const typed = fields.find((field) => field.value !== field.defaultValue);
  if (!typed) return;
  event.preventDefault();
  isLeaving = true;
  typed.dispatchEvent(new Event("change", { bubbles: true }));
});
document.addEventListener("htmx:after:swap", () => {
  if (isLeaving && !document.querySelector("[aria-invalid=true]"))
    document.getElementById("to-checkout")?.click();
  isLeaving = false;
});
