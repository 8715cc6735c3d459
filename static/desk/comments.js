/* 审读意见 beside the editor: 找到原文 selects the words a remark speaks of, where they stand now. */
(() => {
  "use strict";

  const LOST = "原文已改动，编辑框里找不到这几个字。";
  const letters = (text) => text.replace(/\s+/g, "");
  const FIELDS = ["body", "note"];

  /* Every letter of an editor's text with the node and offset at which it stands. */
  function placesIn(root) {
    const found = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (let at = 0; at < node.data.length; at += 1) {
        if (!/\s|\u200b/.test(node.data[at])) found.push({ node, at });
      }
    }
    return found;
  }

  /* How many letters on either side are those that stood there. */
  function fit(text, start, end, before, after) {
    let count = 0;
    while (count < before.length && text[start - 1 - count] === before[before.length - 1 - count]) count += 1;
    let more = 0;
    while (more < after.length && text[end + more] === after[more]) more += 1;
    return count + more;
  }

  function find(text, quote, before, after) {
    let best = null;
    for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
      const score = fit(text, at, at + quote.length, before, after);
      if (!best || score > best.score) best = { at, score };
    }
    return best && best.at;
  }

  function select(editor, places, start, end) {
    const root = editor.document.$;
    const range = root.createRange();
    range.setStart(places[start].node, places[start].at);
    range.setEnd(places[end - 1].node, places[end - 1].at + 1);
    editor.focus();
    const selection = root.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    places[start].node.parentElement.scrollIntoView({ block: "center" });
    editor.container.$.scrollIntoView({ block: "nearest" });
  }

  function show(quote) {
    const words = letters(quote.dataset.quote);
    for (const name of FIELDS) {
      const editor = window.CKEDITOR && CKEDITOR.instances[`id_${name}`];
      if (!editor || editor.mode !== "wysiwyg") continue;
      const places = placesIn(editor.editable().$);
      const text = places.map(({ node, at }) => node.data[at]).join("");
      const start = find(text, words, letters(quote.dataset.before), letters(quote.dataset.after));
      if (start === null) continue;
      select(editor, places, start, start + words.length);
      return true;
    }
    const title = document.getElementById("id_title");
    if (title && letters(title.value).includes(words)) {
      title.focus();
      return true;
    }
    return false;
  }

  if (!document.getElementById("id_body")) return;
  document.querySelectorAll("#comments > ol > li:not(.resolved) blockquote[data-quote]").forEach((quote) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = "找到原文";
    button.addEventListener("click", () => {
      if (!show(quote)) button.replaceWith(Object.assign(document.createElement("span"), { className: "doubt", textContent: LOST }));
    });
    quote.append(button);
  });
})();
