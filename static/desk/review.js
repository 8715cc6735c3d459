/* 审读页: a chosen version is compared at once; a link is selected whole when it is pointed at. */
(() => {
  "use strict";

  document.querySelectorAll(".since select").forEach((select) => {
    select.addEventListener("change", () => select.form.requestSubmit());
  });
  document.querySelectorAll("#outside .link input").forEach((field) => {
    field.addEventListener("focus", () => field.select());
  });
})();
