/* 核对来稿 by keyboard: from doubt to doubt, from paragraph to paragraph, and what is done to them. */
(() => {
  "use strict";

  let here = "";
  const rows = () => [...document.querySelectorAll("#proposal .paragraph:not(.head)")];
  const current = () => document.getElementById(here);

  function go(row) {
    if (!row) return;
    document.querySelectorAll(".paragraph.is-here").forEach((each) => each.classList.remove("is-here"));
    here = row.id;
    row.classList.add("is-here");
    const box = row.getBoundingClientRect();
    const isInView = box.top > 60 && box.bottom < window.innerHeight - 160;
    if (!isInView) row.scrollIntoView({ block: box.height > window.innerHeight / 2 ? "start" : "center" });
    row.focus({ preventScroll: true });
  }

  /* The paragraph that was gone to; else the first one on the screen. */
  function position(all) {
    const at = all.indexOf(current());
    return at >= 0 ? at : all.findIndex((row) => row.getBoundingClientRect().top > 40) - 0.5;
  }

  function next(all, step, wanted) {
    const at = position(rows());
    const list = all.filter(wanted);
    const places = list.map((row) => rows().indexOf(row));
    const found = step > 0 ? places.find((place) => place > at) : places.findLast((place) => place < at);
    return found === undefined ? null : rows()[found];
  }

  const follow = (id) => { const link = document.getElementById(id); if (link) link.click(); return Boolean(link); };
  const isDoubted = (row) => row.matches(".is-doubted");

  function doubt(step) {
    const row = next(rows(), step, isDoubted);
    if (row) return go(row);
    if (step > 0) follow("next-doubt");
    return null;
  }

  function open() {
    const box = current() && current().querySelector("details.tools");
    if (box) box.open = !box.open;
  }

  const KEYS = {
    n: () => doubt(1), p: () => doubt(-1), "]": () => follow("following-article"), "[": () => follow("previous-article"),
    j: () => go(next(rows(), 1, () => true)), k: () => go(next(rows(), -1, () => true)), e: open, u: () => follow("undo-last"),
    "?": () => { const box = document.querySelector(".keys"); box.open = !box.open; box.scrollIntoView({ block: "nearest" }); },
  };

  function press(key) {
    const button = current() && current().querySelector(`.tools [data-key="${CSS.escape(key)}"]:not(:disabled)`);
    if (button) button.click();
    return Boolean(button);
  }

  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.matches("input, select, textarea") || event.target.isContentEditable;
    if (event.key === "Escape" && isTyping) event.target.blur();
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    if (KEYS[event.key]) KEYS[event.key]();
    else if (!press(event.key)) return;
    event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const row = event.target.closest && event.target.closest(".paragraph:not(.head)");
    if (row && row.id !== here) {
      document.querySelectorAll(".paragraph.is-here").forEach((each) => each.classList.remove("is-here"));
      here = row.id;
      row.classList.add("is-here");
    }
  });
  document.addEventListener("proposal:here", (event) => go(event.detail));
  document.addEventListener("proposal:shown", () => { if (current()) current().classList.add("is-here"); });
})();
