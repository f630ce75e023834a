// What the shop says for a moment can be sent away: by Escape, or by a button.
const toast = document.getElementById("announcement");
const close = '<button class="plain" type="button">Close</button>';

new MutationObserver(() => {
  toast.querySelector("p:not(.vh, :has(button))")?.insertAdjacentHTML("beforeend", ` ${close}`);
}).observe(toast, { childList: true });
toast.addEventListener("click", ({ target }) => {
  if (target.closest("button")) toast.replaceChildren();
});
document.addEventListener("keydown", ({ key }) => {
  if (key === "Escape") toast.replaceChildren();
});
