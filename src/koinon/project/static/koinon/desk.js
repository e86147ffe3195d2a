/* The desk works without this file. With it, a step that was sent is not sent twice, and one box chooses all. */
(function () {
  "use strict";

  document.addEventListener("submit", function (event) {
    var form = event.target.closest("form[data-desk-once]");
    if (!form) {
      return;
    }
    if (form.dataset.deskSent) {
      event.preventDefault();
      return;
    }
    form.dataset.deskSent = "yes";
    form.setAttribute("aria-busy", "true");
  });

  /* A page that is shown again from the browser's memory can be sent again: its key makes that harmless. */
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-desk-sent]").forEach(function (form) {
      delete form.dataset.deskSent;
      form.removeAttribute("aria-busy");
    });
  });

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("form[data-desk-choice]").forEach(function (form) {
      var head = form.querySelector("th");
      var boxes = form.querySelectorAll('input[name="chosen"]');
      if (!head || !boxes.length) {
        return;
      }
      var all = document.createElement("input");
      all.type = "checkbox";
      all.setAttribute("aria-label", head.textContent.trim());
      all.addEventListener("change", function () {
        boxes.forEach(function (box) {
          box.checked = all.checked;
        });
      });
      head.replaceChildren(all);
    });
  });
})();
