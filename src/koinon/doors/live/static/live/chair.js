/* Refreshes the figures every other second; when anything else has changed, says so, or shows it where nobody is
   typing. Without this script everything works with a reload. */
(function () {
  "use strict";
  const place = document.querySelector("[data-figures]");
  const moved = document.querySelector("[data-moved]");
  if (!place) return;
  const EVERY = 2000;
  let leaving = false;

  function isBusy() {
    const focus = document.activeElement;
    return (focus && focus.matches("input, select, textarea")) || document.querySelector("main form details[open], main details[open] form") !== null;
  }

  function show(text) {
    const fresh = document.createElement("div");
    fresh.innerHTML = text;
    const found = fresh.querySelector("[data-is]");
    if (!found) return;
    const opened = place.querySelector("details[open]") !== null;
    place.replaceChildren(...fresh.childNodes);
    if (opened) place.querySelector("details")?.setAttribute("open", "");
    if (found.dataset.is === place.dataset.mark) return;
    if (isBusy()) moved.hidden = false;
    else window.location.reload();
  }

  async function ask() {
    if (document.hidden || leaving) return;
    try {
      const answer = await fetch(place.dataset.figures, { headers: { Accept: "text/html" }, redirect: "error" });
      // What was pressed meanwhile answers with a page of its own: showing another now would lose what it says.
      if (answer.ok && !leaving) show(await answer.text());
    } catch { /* The network is away: the next time will do. */ }
  }

  document.addEventListener("submit", () => { leaving = true; });
  window.addEventListener("pageshow", () => { leaving = false; });
  window.setInterval(ask, EVERY);
})();
