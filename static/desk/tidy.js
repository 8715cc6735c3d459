/* 粘贴与整理版式: what is pasted goes through the server's grammar; it is never lost, whoever is away. */
(() => {
  "use strict";

  const WAIT = 20000; // ms before a paste goes in as it is
  const LONGEST_AS_IT_IS = 300000; // characters that the editor's own paste filter can take
  const LONG = 60000; // characters
  const PICTURE = /^\/pictures\/[0-9a-f]{32}\.(?:jpg|png)$/;
  const AWAY = "没有连上服务器（登录可能已过期），先照原样贴入，样式在保存时清理；连上后可按“整理版式”。";
  const AS_WORDS = "先只贴入文字。";
  const BUSY = "正在整理粘贴的内容……";
  const WORKING = "正在整理版式……";
  const TIDY_ALREADY = "版式已经整齐，没有要改的。";
  const CHANGED = "看差别的时候文字又改过，没有采用；请再按一次“整理版式”。";
  const TAKEN = "已采用，保存后生效；想退回按工具栏的“撤销”。";
  const NOT_UPLOADED = "有一幅图片没有上传成功：";

  const make = (tag, text = "", attributes = {}) => {
    const made = document.createElement(tag);
    made.textContent = text;
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    return made;
  };
  const parsed = (html) => new DOMParser().parseFromString(html, "text/html"); // runs and loads nothing
  const token = (editor) => {
    const cookie = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie);
    return cookie ? cookie[1] : editor.element.$.form.querySelector("[name=csrfmiddlewaretoken]").value;
  };

  // --- What is said above the editor

  function card(editor, title, kind) {
    editor.container.$.parentNode.querySelectorAll(".tidy").forEach((each) => each.remove());
    const box = make("section", "", { class: `card tidy ${kind}`, "aria-label": title });
    box.append(make("p", title, { class: "tidy-title", role: "status" }));
    editor.container.$.before(box);
    return box;
  }

  function list(box, sentences, name) {
    if (!sentences.length) return;
    const items = make("ul", "", { class: name });
    sentences.forEach((each) => items.append(make("li", each)));
    box.append(items);
  }

  function listPictures(box, pictures) {
    if (!pictures.length) return;
    box.append(make("p", `有 ${pictures.length} 幅图片没有带入：请在原处把图片另存到本机，再用工具栏“图像”上传到图题上方。`, { class: "tidy-look" }));
    const items = make("ol", "", { class: "tidy-pictures" });
    pictures.forEach((each) => {
      const place = each.after ? `“……${each.after}”之后` : "最前面";
      const item = make("li", `${each.alt ? `“${each.alt}”，` : ""}${each.why}，在${place}`);
      if (each.address) item.append("：", make("code", each.address));
      items.append(item);
    });
    box.append(items);
  }

  function acts(box, ...buttons) {
    const row = make("p", "", { class: "acts" });
    buttons.forEach(([label, act, isMain]) => {
      const button = make("button", label, { type: "button", class: isMain ? "button button-main" : "button" });
      button.addEventListener("click", act);
      row.append(button);
    });
    box.append(row);
    return row;
  }

  function tell(editor, answer, again) {
    const box = card(editor, "粘贴的内容已整理", "tidy-pasted");
    list(box, answer.done, "tidy-done");
    list(box, answer.look, "tidy-look");
    listPictures(box, answer.pictures);
    const close = () => box.remove();
    if (!again) return acts(box, ["知道了", close, true]);
    const row = acts(box, ["知道了", close, true], ["撤回，只贴文字", again]);
    // Once something else was written, taking back would take that away.
    editor.once("key", () => row.lastChild.remove());
  }

  // --- The server

  async function ask(editor, kind, html) {
    const url = editor.config.tidy_url.replace("/pasted/", `/${kind}/`);
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "text/html; charset=utf-8", "X-CSRFToken": token(editor) },
      body: html,
      signal: AbortSignal.timeout(WAIT),
    });
    if (!(response.headers.get("Content-Type") || "").includes("json")) throw new TypeError("no answer");
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.sentence);
    return answer;
  }

  async function upload(editor, blob) {
    const sent = new FormData();
    sent.append("upload", blob, `粘贴的图片.${blob.type.split("/")[1] || "png"}`);
    const response = await fetch(editor.config.uploadUrl, { method: "POST", headers: { "X-CSRFToken": token(editor) }, body: sent });
    const answer = await response.json();
    if (!answer.uploaded) throw new Error(answer.error.message);
    return answer.url;
  }

  // --- Pictures that come with the clipboard: as data, or in the RTF that Word puts beside its HTML

  function bytesOf(source) {
    const [head, data] = source.split(",", 2);
    const type = head.slice(5).split(";")[0];
    const text = head.endsWith("base64") ? atob(data) : decodeURIComponent(data);
    return new Blob([Uint8Array.from(text, (each) => each.charCodeAt(0))], { type });
  }

  function loadFilters() {
    const folder = `${CKEDITOR.plugins.getPath("pastetools")}filter/`;
    return new Promise((done) => CKEDITOR.scriptLoader.load([`${folder}common.js`, `${folder}image.js`], done));
  }

  async function picturesInRtf(rtf) {
    if (!rtf) return [];
    await loadFilters();
    const filter = CKEDITOR.pasteFilters.image;
    return filter.extractFromRtf(rtf).map((each) => filter.createSrcWithBase64(each));
  }

  async function bringPictures(editor, html, rtf) {
    if (!/<img/i.test(html)) return { html, look: [] };
    const page = parsed(html);
    const images = [...page.querySelectorAll("img")];
    const local = images.filter((each) => /^file:/i.test(each.getAttribute("src") || ""));
    const found = local.length ? await picturesInRtf(rtf) : [];
    // In unequal numbers nobody knows which is which.
    if (found.length === local.length) local.forEach((each, at) => found[at] && each.setAttribute("src", found[at]));
    const look = [];
    for (const image of images) {
      const source = image.getAttribute("src") || "";
      if (source.startsWith(`${location.origin}/pictures/`)) image.setAttribute("src", source.slice(location.origin.length));
      // A vector in place of a picture that a page loads later is no picture.
      const isLate = image.dataset.src || image.dataset.original;
      if (isLate || !/^data:image\/(?!svg)/i.test(image.getAttribute("src") || "")) continue;
      try {
        image.setAttribute("src", await upload(editor, bytesOf(image.getAttribute("src"))));
      } catch (error) {
        image.setAttribute("src", "data:,");
        look.push(NOT_UPLOADED + (error instanceof TypeError || error instanceof SyntaxError ? "没有连上服务器。" : error.message));
      }
    }
    return { html: page.documentElement.outerHTML, look };
  }

  // --- Putting it in

  /* Footnotes go to those already there, and all are numbered as the text has them. */
  function takeNotes(editor, page) {
    const section = page.querySelector("section.footnotes");
    if (!section) return null;
    const taken = editor.editable().find("section.footnotes li").count();
    page.querySelectorAll("sup.footnote-ref a").forEach((each) => {
      each.setAttribute("href", `#fn-${Number(each.getAttribute("href").slice(4)) + taken + 500}`);
    });
    section.querySelectorAll("li").forEach((each) => { each.id = `fn-${Number(each.id.slice(3)) + taken + 500}`; });
    section.remove();
    return section;
  }

  function addNotes(editor, section) {
    const { mark, renumber } = CKEDITOR.plugins.get("newsroom").footnotes;
    const root = editor.editable();
    let notes = root.findOne("section.footnotes");
    if (!notes) {
      notes = CKEDITOR.dom.element.createFromHtml('<section class="footnotes"><ol></ol></section>', editor.document);
      root.append(notes);
    }
    section.querySelectorAll("li").forEach((each) => {
      notes.findOne("ol").append(CKEDITOR.dom.element.createFromHtml(each.outerHTML, editor.document));
    });
    mark(root);
    renumber(editor, notes);
    root.find("[data-for]").toArray().forEach((each) => each.data("for", false));
  }

  /* One paragraph goes into the line where the caret is. */
  function asWords(editor, page) {
    const only = page.body.children.length === 1 && page.body.firstElementChild;
    const isPlain = only && only.tagName === "P" && !only.className;
    return isPlain && editor.elementPath()?.block?.getText().trim() ? only.innerHTML : page.body.innerHTML;
  }

  /* The editor's own way of inserting takes ten seconds for a hundred pages; these are clean already. */
  function insertLong(editor, html) {
    editor.getSelection().getRanges().forEach((range) => range.deleteContents());
    const path = editor.elementPath();
    const here = path.elements.find((each) => each.getParent()?.equals(path.root));
    const holder = editor.document.$.createElement("div");
    holder.innerHTML = html;
    const last = holder.lastElementChild;
    if (here) here.$.after(...holder.children);
    else editor.editable().$.append(...holder.children);
    if (here && !here.getText().trim() && !here.findOne("img")) here.remove();
    const range = editor.createRange();
    range.moveToElementEditEnd(new CKEDITOR.dom.element(last));
    range.select();
    editor.fire("change");
  }

  function put(editor, html, ranges) {
    const page = parsed(html);
    const notes = takeNotes(editor, page);
    editor.focus();
    if (ranges.length) editor.getSelection().selectRanges(ranges);
    editor.fire("saveSnapshot");
    const words = asWords(editor, page);
    if (words.length > LONG) insertLong(editor, words);
    else if (words.trim()) editor.insertHtml(words);
    if (notes) addNotes(editor, notes);
    editor.fire("saveSnapshot");
    editor.fire("afterPaste");
  }

  /* Keys pressed while the server works are written behind what it sends. */
  function hold(editor) {
    const typed = [];
    const catchKey = (event) => {
      const key = event.data.domEvent.$;
      if (key.ctrlKey || key.metaKey || key.altKey) return;
      if (key.key.length === 1) typed.push(key.key);
      event.cancel();
    };
    editor.on("key", catchKey, null, null, 0);
    const cover = make("div", BUSY, { class: "tidy-wait", role: "status" });
    editor.container.$.append(cover);
    return () => {
      cover.remove();
      editor.removeListener("key", catchKey);
      return typed.join("");
    };
  }

  // --- Pasting

  const INLINE_PLACES = { td: 1, th: 1, li: 1, caption: 1, figcaption: 1 };

  function kindAt(editor) {
    if (editor.config.tidy_kind) return editor.config.tidy_kind;
    return editor.elementPath()?.contains(INLINE_PLACES) ? "line" : "pasted";
  }

  function asHtml(text) {
    const escaped = text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
    return `<div style="white-space:pre-wrap">${escaped}</div>`;
  }

  function inPlainParagraphs(text) {
    return text.split(/\r?\n/).filter((line) => line.trim()).map((line) => {
      const made = make("p", line.trim());
      return made.outerHTML;
    }).join("");
  }

  /* As the editor itself would paste it; pictures of other hosts stay where they are. */
  function putAsItIs(editor, paste, sentence) {
    const page = parsed(paste.html);
    page.querySelectorAll("img").forEach((each) => { if (!PICTURE.test(each.getAttribute("src") || "")) each.remove(); });
    const isLong = paste.html.length > LONGEST_AS_IT_IS || !paste.isHtml;
    const value = isLong ? inPlainParagraphs(paste.text || page.body.innerText) : page.body.innerHTML;
    const box = card(editor, `${sentence}${isLong ? AS_WORDS : ""}`, "tidy-away");
    acts(box, ["知道了", () => box.remove(), true]);
    editor.focus();
    if (paste.ranges.length) editor.getSelection().selectRanges(paste.ranges);
    editor.fire("paste", { type: "html", dataValue: value, dataTransfer: paste.transfer, method: "paste", isTidied: true });
  }

  async function putTidied(editor, paste) {
    const release = hold(editor);
    const kind = kindAt(editor);
    try {
      const { html, look } = await bringPictures(editor, paste.html, paste.rtf);
      const answer = await ask(editor, kind, html);
      const typed = release();
      put(editor, answer.html, paste.ranges);
      if (typed) editor.insertText(typed);
      answer.look = [...look, ...answer.look];
      const isPlainWords = kind !== "pasted" || typed;
      if (answer.done.length || answer.look.length || answer.pictures.length) {
        tell(editor, answer, isPlainWords ? null : () => putWordsOnly(editor, html));
      }
    } catch (error) {
      const typed = release();
      putAsItIs(editor, paste, error instanceof TypeError || error.name === "TimeoutError" ? AWAY : error.message);
      if (typed) editor.insertText(typed);
    }
  }

  async function putWordsOnly(editor, html) {
    const answer = await ask(editor, "plain", html).catch(() => null);
    if (!answer) return;
    editor.execCommand("undo");
    put(editor, answer.html, editor.getSelection().getRanges());
    tell(editor, { ...answer, done: [] }, null);
  }

  function onPaste(event) {
    const editor = event.editor;
    const { data } = event;
    const transfer = data.dataTransfer;
    if (data.isTidied || transfer.getTransferType(editor) !== CKEDITOR.DATA_TRANSFER_EXTERNAL) return;
    const rich = data.type === "text" ? "" : transfer.getData("text/html", true) || "";
    const text = transfer.getData("text/plain", true) || "";
    const content = rich && parsed(rich).body;
    const isPictureOnly = transfer.getFilesCount() && !(content ? content.textContent : text).trim();
    if (isPictureOnly) {
      data.dataValue = ""; // the file itself is better than an address elsewhere
      return;
    }
    const isOneLine = !rich && !text.trim().includes("\n");
    if (isOneLine || !(rich || text)) return;
    event.cancel();
    const ranges = editor.getSelection().getRanges();
    putTidied(editor, { html: rich || asHtml(text), isHtml: Boolean(rich), text, rtf: transfer.getData("text/rtf", true), transfer, ranges });
  }

  // --- 整理版式

  async function tidyAll(editor) {
    const before = editor.getData();
    const notice = editor.showNotification(WORKING, "progress");
    try {
      const answer = await ask(editor, "own", before);
      notice.hide();
      if (!answer.is_same) showChanges(editor, before, answer);
      else {
        const box = card(editor, TIDY_ALREADY, "tidy-same");
        list(box, answer.look, "tidy-look");
        acts(box, ["知道了", () => box.remove(), true]);
      }
    } catch (error) {
      notice.update({ type: "warning", message: error instanceof TypeError || error.name === "TimeoutError" ? "没有连上服务器，没有整理，文字未动；请稍候再试。" : error.message });
    }
  }

  function showChanges(editor, before, answer) {
    const box = card(editor, "整理版式会这样改，还没有改", "tidy-own");
    list(box, answer.done, "tidy-done");
    list(box, answer.look, "tidy-look");
    const changes = make("dl", "", { class: "difference worded" });
    changes.innerHTML = answer.differences;
    box.append(changes);
    acts(box, ["采用", () => takeOver(editor, box, before, answer.html), true], ["不用", () => box.remove()]);
    box.scrollIntoView({ block: "nearest" });
  }

  function takeOver(editor, box, before, html) {
    const isFresh = editor.getData() === before;
    box.querySelector(".tidy-title").textContent = isFresh ? TAKEN : CHANGED;
    box.querySelectorAll("ul, dl, .acts").forEach((each) => each.remove());
    acts(box, ["知道了", () => box.remove(), true]);
    if (!isFresh) return;
    editor.fire("saveSnapshot");
    editor.editable().setHtml(editor.dataProcessor.toHtml(html));
    editor.fire("saveSnapshot");
  }

  CKEDITOR.plugins.add("tidy", {
    requires: "newsroom,clipboard,notification",
    init(editor) {
      editor.on("paste", onPaste, null, null, 1);
      editor.addCommand("tidy", { exec: tidyAll, modes: { wysiwyg: 1 }, async: true, canUndo: false });
      editor.ui.addButton("Tidy", { label: "整理版式", command: "tidy", toolbar: "clipboard" });
    },
  });
})();
