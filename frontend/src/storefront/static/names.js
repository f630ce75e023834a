// For a new username: what is said of it is true of what stands in the field, and whoever
// listens hears it once, when the typing has settled.
const field = document.getElementById("username");
const shown = document.getElementById("username-status");
const said = document.getElementById("username-said");
const settled = 1500;
let named = field.value;
let timer;

const show = (words) => shown.replaceChildren(words);
const check = () => {
  clearTimeout(timer);
  const name = field.value.trim();
  show(name.length > 2 ? "Checking…" : "");
  return name;
};
const ask = () => {
  if (!field.matches("[aria-invalid=true]") && check()) field.dispatchEvent(new Event("ask"));
};
const renew = () => {
  if (field.value !== named) check();
  named = field.value;
};

field.addEventListener("input", renew);
field.addEventListener("change", renew);
field.addEventListener("htmx:after:swap", () => {
  clearTimeout(timer);
  timer = setTimeout(() => { said.textContent = shown.textContent; }, settled);
});
// No connection: asked again as soon as there is one.
document.addEventListener("htmx:error", (event) => {
  if (event.target !== field) return;
  event.stopPropagation();
  show("No connection. We check when there is one.");
}, true);
addEventListener("online", ask);
// A page that comes back brings the name, and not always what was said of it.
field.addEventListener("htmx:after:init", ask);
addEventListener("pageshow", ({ persisted }) => persisted && ask());

document.addEventListener("click", ({ target }) => {
  const offer = target.closest("[data-fill]");
  if (!offer) return;
  field.value = offer.textContent;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
});
