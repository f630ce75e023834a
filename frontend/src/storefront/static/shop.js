// What HTML and HTMX cannot do; every page works without.
const on = (name, deed) => document.addEventListener(name, deed);
const warn = (words) => {
  const line = document.createElement("p");
  line.setAttribute("role", "alert");
  line.textContent = words;
  document.getElementById("announcement").replaceChildren(line);
};

on("click", (event) => {
  const button = event.target.closest("button");
  const { step, reveal } = button?.dataset ?? {};
  // The first half of a double click may be answered by now.
  if (button?.type === "submit" && event.detail > 1) event.preventDefault();
  else if (step) {
    const field = document.getElementById(button.getAttribute("aria-controls"));
    const wanted = Math.min(99, Math.max(1, (+field.value || 1) + +step));
    if (wanted === +field.value) return;
    field.value = wanted;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  } else if (reveal) {
    const field = document.getElementById(reveal);
    const isShown = field.type === "text";
    field.type = isShown ? "password" : "text";
    button.setAttribute("aria-pressed", !isShown);
  }
});

// A mistake is forgotten while it is mended.
on("input", ({ target }) => {
  if (target.getAttribute("aria-invalid") !== "true") return;
  target.removeAttribute("aria-invalid");
  document.getElementById(`${target.id}-error`)?.remove();
});

// "Show 12 more" leads to the first of them.
let place = null;
const cards = () => document.querySelectorAll("#cards > li");
on("htmx:before:swap", ({ target }) => {
  place = target.closest("#more") ? cards().length : null;
});
on("htmx:after:swap", () => {
  if (place !== null) cards()[place]?.querySelector("a").focus();
  place = null;
});

on("htmx:error", () => warn("We could not confirm that. Check your basket."));
