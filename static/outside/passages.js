/* 批注: select words of the article, press 批注 (or c), and the form knows which words are meant. */
(() => {
  "use strict";

  const AROUND = 30; // letters kept on either side
  const MOST = 400; // characters of a passage
  // What the page adds to the text; it is not among the words.
  const ADDED = ".drawing, .code, summary, a.back, .label";

  const text = document.querySelector("[data-may-comment=yes]");
  const box = document.getElementById("new-comment");
  if (!text || !box) return;
  const form = box.querySelector("form");
  const field = (name) => form.elements.namedItem(name);

  const button = document.createElement("button");
  button.type = "button";
  button.className = "remark-here";
  button.textContent = "批注（C）";
  button.hidden = true;
  document.body.append(button);

  function wordsOf(range) {
    const part = range.cloneContents();
    part.querySelectorAll(ADDED).forEach((each) => each.remove());
    return part.textContent;
  }

  const lettersOf = (range) => wordsOf(range).replace(/\s+/g, "");

  function partOf(node) {
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    const part = element && element.closest("[data-part]");
    return part && text.contains(part) ? part : null;
  }

  /* The selected words, as long as they lie in one part of the article. */
  function selected() {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const part = partOf(range.startContainer);
    if (!part) return null;
    if (!part.contains(range.endContainer)) range.setEnd(part, part.childNodes.length);
    return wordsOf(range).trim() ? { range, part } : null;
  }

  function pointAt({ range, part }) {
    const ahead = document.createRange();
    ahead.setStart(part, 0);
    ahead.setEnd(range.startContainer, range.startOffset);
    const behind = document.createRange();
    behind.setStart(range.endContainer, range.endOffset);
    behind.setEnd(part, part.childNodes.length);
    field("quote").value = wordsOf(range).replace(/\s+/g, " ").trim().slice(0, MOST);
    field("before").value = lettersOf(ahead).slice(-AROUND);
    field("after").value = lettersOf(behind).slice(0, AROUND);
    box.open = true;
    field("body").focus();
  }

  function placeButton() {
    const found = selected();
    button.hidden = !found;
    if (!found) return;
    const edge = found.range.getBoundingClientRect();
    button.style.left = `${Math.max(8, edge.left + window.scrollX)}px`;
    button.style.top = `${edge.bottom + window.scrollY + 6}px`;
  }

  function remark() {
    const found = selected() || wholeOf(current);
    if (!found) return;
    pointAt(found);
    document.getSelection().removeAllRanges();
  }

  /* --- by keyboard: j and k go from block to block, c remarks on the one that is current */
  const blocks = () => [...text.querySelectorAll("div[data-part] > *:not(.change-at), h1[data-part]")];
  let current = null;

  function wholeOf(block) {
    if (!block) return null;
    const range = document.createRange();
    range.selectNodeContents(block);
    return wordsOf(range).trim() ? { range, part: partOf(block) } : null;
  }

  function go(step) {
    const all = blocks();
    const at = all.indexOf(current);
    const next = all[Math.min(all.length - 1, Math.max(0, at + step))];
    if (!next) return;
    if (current) current.classList.remove("is-current");
    current = next;
    current.classList.add("is-current");
    current.scrollIntoView({ block: "center" });
  }

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const does = { j: () => go(1), k: () => go(-1), c: remark }[event.key.toLowerCase()];
    if (!does) return;
    event.preventDefault();
    does();
  });
  document.addEventListener("selectionchange", placeButton);
  /* Pressing the button must not take the selection away before it is read. */
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", remark);
  /* Words typed by hand stand where they are found first. */
  field("quote").addEventListener("input", () => {
    field("before").value = "";
    field("after").value = "";
  });
})();

/* A marked passage leads to its remark, and a remark to its passage. */
(() => {
  "use strict";

  const here = (elements) => {
    document.querySelectorAll(".is-here").forEach((each) => each.classList.remove("is-here"));
    elements.forEach((each) => each && each.classList.add("is-here"));
  };
  const marks = (key) => [...document.querySelectorAll("mark.passage")].filter((each) => each.dataset.comments.split(" ").includes(key));

  document.querySelectorAll("mark.passage").forEach((mark) => {
    mark.addEventListener("click", () => {
      if (!document.getSelection().isCollapsed) return;
      const keys = mark.dataset.comments.split(" ");
      const threads = keys.map((key) => document.getElementById(`comment-${key}`));
      here([...threads, ...keys.flatMap(marks)]);
      if (threads[0]) threads[0].scrollIntoView({ block: "nearest" });
    });
  });
  document.querySelectorAll("a[href^='#passage-']").forEach((link) => {
    link.addEventListener("click", () => {
      const key = link.hash.replace("#passage-", "");
      here([...marks(key), link.closest("li")]);
    });
  });
})();
