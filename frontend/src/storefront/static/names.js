// For a new username: what is said of it is true of what stands in the field, and whoever
// listens gets it once, when the typing has settled.
const field = document.getElementById("username");
const shown = document.getElementById("username-status");
const said = document.getElementById("username-said");
// Whoever types slowly is not finished so soon: the longest pause of theirs counts twice.
const settled = 1500;
const longest = 5000;
let pause = 0;
let typedAt = 0;
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
  if (field.value === named) return;
  named = field.value;
  check();
  const now = Date.now();
  if (typedAt) pause = Math.min(longest, Math.max(pause, now - typedAt));
  typedAt = now;
};
const say = () => {
  clearTimeout(timer);
  const words = shown.querySelector("[data-state]")?.textContent ?? "";
  if (said.textContent !== words) said.textContent = words;
};

field.addEventListener("input", renew);
field.addEventListener("change", renew);
field.addEventListener("blur", say);
field.addEventListener("htmx:after:swap", () => {
  clearTimeout(timer);
  timer = setTimeout(say, Math.max(settled, 2 * pause));
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
