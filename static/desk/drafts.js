/* Nothing typed is lost: kept on the server while one writes, in this browser until it is there. */
(() => {
  "use strict";

  const PAUSE = 2500; // ms without a key before the words go to the server
  const LONGEST = 15000; // ms: so long at most while somebody writes without a pause
  const COPY = 300; // ms before the copy in this browser
  const BEAT = 60000; // ms between two signs of life, while the page is looked at
  const OLDEST = 30 * 24 * 3600 * 1000; // ms: a copy nobody asked for is let go of
  const AWAY = "没有送到服务器：登录可能已过期，或网络断开。文字留在本机浏览器里，请另开一页登录，会自动补存。";
  const DECIDE = "本机已留存；请先在上面决定“放回”还是“不要了”，再自动保存到服务器。";
  const SAVE_FIRST = "正文或各栏还有没有保存的改动：请先按“保存并继续编辑”，再按一次这里。";
  const NO_ROOM = "本机浏览器放不下或不让留存，请尽早保存。";

  const box = document.getElementById("drafts");
  const form = box && box.closest("form");
  if (!form || !("open" in box.dataset)) return;
  const prefix = `newsroom-copy-${box.dataset.copies}-`;
  const mine = `${box.dataset.copies}-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
  const myKey = `newsroom-copy-${mine}`;
  const initial = {};
  const attached = window.newsroomAttachments; // the rows of 附件
  if (attached) initial.attachments = attached.value();
  let isUnsaved = "unsaved" in box.dataset;
  let isSending = false;
  let isMissed = false; // the server has not got the newest words
  let isLeaving = false;
  let sinceSent = Date.now();
  let copyTimer = null;
  let sendTimer = null;

  box.querySelector("[name=copy_key]").value = mine;
  const line = document.createElement("span");
  line.className = "kept-at";
  line.setAttribute("role", "status");
  form.querySelector(".submit-row")?.append(line);

  function say(sentence, isLate = false) {
    line.textContent = sentence;
    line.classList.toggle("late", isLate);
  }

  // --- The words of the form

  const editorOf = (field) => window.CKEDITOR && CKEDITOR.instances[field.id];
  const fields = () => [...form.querySelectorAll("fieldset [name]")].filter(
    (field) => field.type !== "hidden" && field.type !== "file" && !field.closest(".inline-group"));
  const valueOf = (field) => {
    const editor = editorOf(field);
    return editor && editor.status === "ready" ? editor.getData() : field.value;
  };
  const version = () => Number(form.querySelector("[name=seen_version]")?.value) || 0;

  function remember(field) {
    if (!(field.name in initial)) initial[field.name] = valueOf(field);
  }

  /* What differs from the page as it came; all of it where the page came back unsaved. */
  function typed() {
    const found = {};
    fields().forEach((field) => {
      const value = valueOf(field);
      if ("unsaved" in box.dataset || value !== initial[field.name]) found[field.name] = value;
    });
    const rows = attached && attached.value();
    if (attached && (rows !== initial.attachments || ("unsaved" in box.dataset && rows !== "[]"))) found.attachments = rows;
    return found;
  }

  function putBack(kept) {
    if (attached && kept.typed.attachments) attached.put(kept.typed.attachments);
    if (kept.version) form.querySelector("[name=seen_version]").value = kept.version;
    fields().filter((field) => field.name in kept.typed).forEach((field) => {
      const editor = editorOf(field);
      if (editor) editor.setData(kept.typed[field.name]);
      else field.value = kept.typed[field.name];
    });
    changed();
  }

  // --- The copy in this browser

  function stored(key) {
    try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
  }

  function forgetCopy(key) {
    try { localStorage.removeItem(key); } catch { /* nothing is kept there anyway */ }
  }

  function keepCopy() {
    clearTimeout(copyTimer);
    copyTimer = null;
    const copy = { at: Date.now(), version: version(), typed: typed() };
    if (!Object.keys(copy.typed).length) return forgetCopy(myKey);
    try { localStorage.setItem(myKey, JSON.stringify(copy)); } catch { say(NO_ROOM, true); }
  }

  function offerCopies() {
    let keys = [];
    try { keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix) && key !== myKey); } catch { return; }
    keys.forEach((key) => {
      const copy = stored(key);
      const hasOtherRows = attached && copy?.typed?.attachments && copy.typed.attachments !== attached.value();
      const differs = copy && copy.typed && (hasOtherRows || fields().some(
        (field) => field.name in copy.typed && copy.typed[field.name] !== valueOf(field)));
      if (differs && Date.now() - copy.at < OLDEST) showCopy(key, copy);
      else forgetCopy(key);
    });
  }

  function showCopy(key, copy) {
    const card = document.getElementById("copy-offer").content.firstElementChild.cloneNode(true);
    const at = new Date(copy.at).toLocaleString("zh-CN", { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });
    card.querySelector("[data-title]").textContent = `${at} 留在本机浏览器里的文字`;
    const words = card.querySelector("[data-words]");
    const show = (label, value) => {
      const name = document.createElement("dt");
      const text = document.createElement("dd");
      name.textContent = label;
      text.textContent = value;
      words.append(name, text);
    };
    fields().filter((field) => field.name in copy.typed).forEach((field) => {
      const label = form.querySelector(`label[for="${field.id}"]`);
      show(label ? label.textContent.replace(/[:：]\s*$/, "") : field.name,
        editorOf(field) ? plain(copy.typed[field.name]) : shownValue(field, copy.typed[field.name]));
    });
    if (attached && copy.typed.attachments) show("附件", attached.lines(copy.typed.attachments));
    // Put back, the words are this page's: its own copy is there before the old one goes.
    decideOn(card, copy, () => setTimeout(() => forgetCopy(key), 4 * COPY));
    box.append(card);
  }

  /* A parsed document runs nothing and loads nothing. */
  function plain(html) {
    return new DOMParser().parseFromString(html, "text/html").body.textContent.trim();
  }

  function shownValue(field, value) {
    const choice = field.options && [...field.options].find((each) => each.value === value);
    return choice ? choice.textContent : value;
  }

  function decideOn(card, kept, done) {
    card.querySelectorAll("[data-act]").forEach((button) => button.addEventListener("click", () => {
      card.remove();
      if (button.dataset.act === "put") putBack(kept);
      done(button.dataset.act);
    }));
  }

  // --- The server

  function token() {
    const cookie = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie);
    const field = form.querySelector("[name=csrfmiddlewaretoken]");
    if (cookie && field) field.value = cookie[1]; // somebody signed in again in another tab
    return cookie ? cookie[1] : field.value;
  }

  async function tell(message) {
    const response = await fetch(box.dataset.url, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
      body: JSON.stringify({ version: version(), ...message }),
    });
    if (!(response.headers.get("Content-Type") || "").includes("json")) throw new Error(AWAY);
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.sentence);
    showPresence(answer.presence);
    return answer;
  }

  function showPresence(sentences) {
    const list = box.querySelector(".presence");
    const items = sentences.map((sentence) => {
      const item = document.createElement("li");
      item.textContent = sentence;
      return item;
    });
    if (list.textContent !== sentences.join("")) list.replaceChildren(...items);
  }

  async function send() {
    clearTimeout(sendTimer);
    sendTimer = null;
    if (isLeaving || !box.dataset.url) return;
    if (box.querySelector("[data-from=server]")) return say(DECIDE, true);
    if (isSending) return later();
    isSending = true;
    sinceSent = Date.now();
    const words = typed();
    try {
      const answer = await tell({ typed: words });
      isMissed = false;
      say(answer.sentence);
      if (JSON.stringify(words) === JSON.stringify(typed())) forgetCopy(myKey);
    } catch (error) {
      isMissed = true;
      keepCopy();
      say(error instanceof TypeError ? AWAY : error.message, true);
    } finally {
      isSending = false;
    }
  }

  function later() {
    clearTimeout(sendTimer);
    const wait = Math.min(PAUSE, Math.max(0, sinceSent + LONGEST - Date.now()));
    sendTimer = setTimeout(send, wait);
  }

  function beat() {
    if (document.hidden || isLeaving || !box.dataset.url) return;
    if (isMissed) send();
    else tell({}).catch(() => {});
  }

  // --- Writing and leaving

  function changed() {
    if (!isUnsaved && !sendTimer) sinceSent = Date.now();
    isUnsaved = true;
    copyTimer ||= setTimeout(keepCopy, COPY);
    later();
  }

  function listenTo(editor) {
    const begin = () => {
      const field = editor.element.$; // an editor just made has neither name nor element yet
      if (!form.contains(field)) return;
      remember(field);
      editor.on("change", changed);
      // Words that come without keys (handwriting, speech, some input methods) are no "change".
      const hear = () => editor.editable()?.$.addEventListener("input", changed);
      editor.on("contentDom", hear);
      hear();
    };
    if (editor.status === "ready") begin();
    else editor.on("instanceReady", begin);
  }

  /* A move takes the text that is stored: with words unsaved it waits, and says for what. */
  function holdMove(event) {
    const move = event.target.closest("#moves form");
    if (!move || !isUnsaved || isLeaving) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const note = move.querySelector("[data-unsaved-note]") || move.appendChild(document.createElement("p"));
    note.dataset.unsavedNote = "";
    note.className = "doubt";
    note.setAttribute("role", "alert");
    note.textContent = SAVE_FIRST;
  }

  function leave() {
    isLeaving = true;
    clearTimeout(sendTimer);
    keepCopy();
    token();
  }

  fields().filter((field) => field.dataset.type !== "ckeditortype").forEach(remember);
  if (attached) attached.listen(changed);
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  document.addEventListener("submit", holdMove, true);
  form.addEventListener("submit", (event) => { if (!event.defaultPrevented) leave(); });
  window.addEventListener("pageshow", () => { isLeaving = false; });
  window.addEventListener("pagehide", () => { if (copyTimer) keepCopy(); });
  window.addEventListener("beforeunload", (event) => { if (isUnsaved && !isLeaving) event.preventDefault(); });
  window.addEventListener("online", () => { if (isMissed) send(); });
  document.addEventListener("visibilitychange", () => { if (copyTimer) keepCopy(); });
  if (window.CKEDITOR) {
    Object.values(CKEDITOR.instances).forEach(listenTo);
    CKEDITOR.on("instanceCreated", (event) => listenTo(event.editor));
  }
  const kept = document.getElementById("draft-kept");
  if (kept) decideOn(kept.closest("section"), JSON.parse(kept.textContent), (act) => {
    if (act === "drop") tell({ drop: true }).catch((error) => say(error.message, true));
  });
  window.addEventListener("load", () => setTimeout(offerCopies, 0));
  if (box.dataset.url) {
    beat();
    setInterval(beat, BEAT);
  }
})();
