/* 看排版: sends the text as typed, shows the pages beside it, and sets it again while one writes. */
(() => {
  "use strict";

  const PAUSE = 900; // ms without a key before the text is set again
  const WIDTHS = [480, 720, 960, 1200, 1440]; // px: what the desk keeps
  const FIELDS = ["note", "title", "document_number", "addressee", "body", "source", "full_text_url"];

  const panel = document.getElementById("preview");
  if (!panel) return;
  const opener = document.querySelector(".preview-open");
  const words = panel.querySelector(".preview-words");
  const pages = panel.querySelector(".preview-pages");
  const findings = panel.querySelector(".preview-findings");
  const follows = panel.querySelector(".preview-follows");
  let asked = 0;
  let timer = null;

  const editors = () => (window.CKEDITOR ? Object.values(CKEDITOR.instances) : []);
  const isOpen = () => !panel.hidden;

  function typedText() {
    if (panel.dataset.whole) return new FormData(document.querySelector("#content-main > form"));
    const data = new FormData();
    const token = document.querySelector("[name=csrfmiddlewaretoken]");
    if (token) data.append("csrfmiddlewaretoken", token.value);
    FIELDS.forEach((name) => {
      const field = document.getElementById(`id_${name}`);
      const editor = window.CKEDITOR && CKEDITOR.instances[`id_${name}`];
      if (field) data.append(name, editor ? editor.getData() : field.value);
    });
    return data;
  }

  /* The picture that is sharp on this screen, at the width the panel has. */
  function sharp(url) {
    const wanted = (pages.clientWidth || 480) * (window.devicePixelRatio || 1);
    const width = WIDTHS.find((each) => each >= wanted) || WIDTHS[WIDTHS.length - 1];
    return url.replace(/-\d+\.png$/, `-${width}.png`);
  }

  function picture(page, before) {
    const figure = document.createElement("figure");
    const image = document.createElement("img");
    const caption = document.createElement("figcaption");
    image.alt = page.name || `第 ${page.folio} 页`;
    image.loading = "lazy";
    caption.textContent = page.folio;
    figure.append(image, caption);
    if (before) image.src = before;
    const fresh = new Image();
    fresh.onload = () => { image.src = fresh.src; };
    fresh.src = sharp(page.url);
    return figure;
  }

  /* The old picture stays until the new one is there, so that nothing flickers or jumps. */
  function show(answer) {
    const before = [...pages.querySelectorAll("img")].map((image) => image.src);
    words.textContent = answer.sentence;
    findings.replaceChildren(...(answer.findings || []).map((sentence) => {
      const item = document.createElement("li");
      item.className = "doubt";
      item.textContent = sentence;
      return item;
    }));
    if (answer.pages) pages.replaceChildren(...answer.pages.map((page, n) => picture(page, before[n])));
    panel.classList.toggle("is-old", !answer.pages);
  }

  async function set() {
    const mine = ++asked;
    panel.setAttribute("aria-busy", "true");
    if (!pages.children.length) words.textContent = "正在排版……";
    let answer;
    try {
      const response = await fetch(panel.dataset.url, { method: "POST", body: typedText() });
      if (!response.headers.get("Content-Type").includes("json")) throw new Error(response.status);
      answer = await response.json();
    } catch {
      answer = { sentence: "暂时排不了版：登录可能已过期，或网络断开。文字还在，请另开一页登录后再按“重排”。" };
    }
    if (mine !== asked) return;
    panel.removeAttribute("aria-busy");
    show(answer);
  }

  function open() {
    panel.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    document.body.classList.add("has-preview");
    set();
  }

  function close() {
    panel.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    document.body.classList.remove("has-preview");
    opener.focus();
  }

  function later() {
    clearTimeout(timer);
    if (isOpen() && follows.checked) timer = setTimeout(set, PAUSE);
  }

  function onKey(event) {
    if (event.altKey && !event.ctrlKey && event.code === "KeyP") {
      event.preventDefault();
      if (isOpen()) set();
      else open();
    } else if (event.key === "Escape" && isOpen() && panel.contains(document.activeElement)) {
      close();
    }
  }

  /* Inside an editor keys are heard by its own document. */
  function listenTo(editor) {
    const hear = () => editor.document.$.addEventListener("keydown", onKey);
    editor.on("contentDom", hear);
    if (editor.status === "ready" && editor.document) hear();
    editor.on("change", later);
  }

  opener.addEventListener("click", () => { if (isOpen()) set(); else open(); });
  panel.querySelector(".preview-again").addEventListener("click", set);
  panel.querySelector(".preview-close").addEventListener("click", close);
  document.addEventListener("keydown", onKey);
  document.querySelector("#content-main > form")?.addEventListener("input", later);
  editors().forEach(listenTo);
  if (window.CKEDITOR) CKEDITOR.on("instanceCreated", (event) => listenTo(event.editor));
  fetch(panel.dataset.url).catch(() => {}); // the press warms up while the page is read
})();
