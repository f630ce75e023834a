// What the shop says for a moment can be sent away: by Escape, or by a button. Whoever
// was in it goes on where they came from, or at the main part of the page.
const toast = document.getElementById("announcement");
let before;

const dismiss = () => {
  const wasInside = toast.contains(document.activeElement);
  toast.replaceChildren();
  if (wasInside) (before?.isConnected ? before : document.getElementById("main")).focus();
};
const close = '<button class="plain" type="button">Close</button>';

new MutationObserver(() => {
  toast.querySelector("p:not(.vh, :has(button))")?.insertAdjacentHTML("beforeend", ` ${close}`);
}).observe(toast, { childList: true });
toast.addEventListener("click", ({ target }) => {
  if (target.closest("button")) dismiss();
});
toast.addEventListener("focusin", ({ relatedTarget }) => {
  if (relatedTarget && !toast.contains(relatedTarget)) before = relatedTarget;
});
document.addEventListener("keydown", ({ key }) => {
  if (key === "Escape") dismiss();
});
