// For a page that follows an order: it asks nothing while nobody sees it, and at once
// when somebody does. That nobody answered is no news.
const follows = ({ target }) => target.matches?.("[data-follows]");
const meet = (name, deed) => document.addEventListener(name, deed, true);

meet("htmx:before:request", (event) => {
  if (document.hidden && follows(event)) event.preventDefault();
});
meet("htmx:error", (event) => {
  if (follows(event)) event.stopPropagation();
});
meet("visibilitychange", () => {
  if (!document.hidden) document.querySelector("[data-follows]")?.dispatchEvent(new Event("every"));
});
