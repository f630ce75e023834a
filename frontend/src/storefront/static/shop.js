// What HTML and HTMX cannot do alone. Every page works without this file.
const on = (name, deed) => document.addEventListener(name, deed);
const warn = (words) => {
  const line = document.createElement("p");
  line.setAttribute("role", "alert");
  line.textContent = words;
  document.getElementById("announcement").replaceChildren(line);
};
const typeInto = (field, value, ...events) => {
  field.value = value;
  for (const name of events) field.dispatchEvent(new Event(name, { bubbles: true }));
};

on("click", ({ target }) => {
  const button = target.closest("[data-step], [data-reveal], [data-fill]");
  if (!button) return;
  const { step, reveal, fill } = button.dataset;
  if (step) {
    const field = document.getElementById(button.getAttribute("aria-controls"));
    const wanted = Math.min(99, Math.max(1, (+field.value || 1) + +step));
    if (wanted !== +field.value) typeInto(field, wanted, "input", "change");
  } else if (reveal) {
    const field = document.getElementById(reveal);
    const isShown = field.type === "text";
    field.type = isShown ? "password" : "text";
    button.setAttribute("aria-pressed", !isShown);
  } else {
    const field = document.getElementById(fill);
    typeInto(field, button.textContent, "input");
    field.focus();
  }
});

// The second click of a double click is none: the first may be answered already.
on("click", (event) => {
  const isAgain = event.detail > 1;
  if (isAgain && event.target.closest("form button:not([type=button])")) event.preventDefault();
});

// A mistake is forgotten as soon as its field is being mended.
on("input", ({ target }) => {
  if (target.getAttribute("aria-invalid") !== "true") return;
  target.removeAttribute("aria-invalid");
  document.getElementById(`${target.id}-error`)?.remove();
});

// After "Show 12 more" the first new card has the focus.
let place = null;
const cards = () => document.querySelectorAll("#cards > li");
on("htmx:before:swap", ({ target }) => {
  place = target.closest("#more") ? cards().length : null;
});
on("htmx:after:swap", () => {
  if (place !== null) cards()[place]?.querySelector("a").focus();
  place = null;
});

on("htmx:error", () => warn("No connection. Nothing was changed."));
