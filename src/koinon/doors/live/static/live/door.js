/* Narrows the list while somebody types. Without this script the button does the same. */
(function () {
  "use strict";
  const field = document.querySelector("[data-filter]");
  const none = document.querySelector("[data-none]");
  if (!field || field.value) return;
  const rows = [...document.querySelectorAll("[data-sought]")];

  function plain(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }

  field.addEventListener("input", () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    let left = 0;
    for (const row of rows) {
      row.hidden = !words.every((word) => row.dataset.sought.includes(word));
      left += row.hidden ? 0 : 1;
    }
    none.hidden = left > 0;
  });
})();
