/* 核对来稿: what is selected in a paragraph fills the place to split at; one tool box open at a time. */
(() => {
  "use strict";

  const boxes = [...document.querySelectorAll("details.tools")];

  boxes.forEach((box) => {
    box.addEventListener("toggle", () => {
      if (box.open) boxes.forEach((other) => { if (other !== box) other.open = false; });
    });
  });

  /* The first characters after the cursor, or the selection, name the place. */
  function wordsAtCursor(source) {
    const selection = document.getSelection();
    if (!selection.rangeCount || !source.contains(selection.anchorNode)) return "";
    const range = selection.getRangeAt(0);
    const isText = range.startContainer.nodeType === Node.TEXT_NODE;
    if (!isText || range.startContainer.parentElement.localName === "b") return "";
    return range.startContainer.data.slice(range.startOffset, range.startOffset + 12).trim();
  }

  document.querySelectorAll(".paragraph .source").forEach((source) => {
    source.addEventListener("mouseup", () => {
      const box = source.parentElement.querySelector("details.tools[open]");
      const words = box && wordsAtCursor(source);
      if (words) box.querySelector("[name=words]").value = words;
    });
  });

  /* A finding opens the tools of its paragraph, so that it can be mended at once. */
  function openTarget() {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    const row = target && target.closest(".paragraph.is-doubted");
    const box = row && row.querySelector("details.tools");
    if (box) box.open = true;
  }

  window.addEventListener("hashchange", openTarget);
  openTarget();
})();
