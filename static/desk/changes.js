/* 改动对照: the arrow keys turn to the pair before and after. */
(() => {
  "use strict";

  const TURNS = { ArrowLeft: "prev", ArrowRight: "next" };

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !TURNS[event.key]) return;
    document.querySelector(`a[rel=${TURNS[event.key]}]`)?.click();
  });
})();
