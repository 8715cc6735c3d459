/* Small helps on every page of the desk: jump to a named field, ask before losing text, say when it opens. */
(() => {
  "use strict";

  /* A finding links to #id_body: show the row, not the hidden text area behind the editor. */
  function showNamedField() {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    const row = target && target.closest(".form-row");
    if (!row) return;
    row.scrollIntoView({ block: "center" });
    if (target.type !== "hidden" && target.dataset.type !== "ckeditortype") target.focus();
  }

  const editors = () => (window.CKEDITOR ? Object.values(CKEDITOR.instances) : []);

  function guardUnsavedText() {
    const form = document.querySelector(".change-form #content-main > form");
    if (!form || !form.querySelector(".submit-row input[type=submit]")) return;
    if (document.getElementById("drafts")) return; // drafts.js asks there
    let isChanged = false;
    let isSaving = false;
    form.addEventListener("input", () => { isChanged = true; });
    form.addEventListener("submit", () => { isSaving = true; });
    window.addEventListener("beforeunload", (event) => {
      if (!isSaving && (isChanged || editors().some((editor) => editor.checkDirty()))) event.preventDefault();
    });
  }

  /* The button says what it will do: open now, or at the hour that was set. */
  function sayWhenItOpens() {
    const say = (form) => {
      const button = form.querySelector("[data-now]");
      const parts = /^\d+-(\d+)-(\d+)T(.+)$/.exec(form.querySelector("[name=publish_at]").value);
      const time = parts && `${Number(parts[1])} 月 ${Number(parts[2])} 日 ${parts[3]}`;
      button.textContent = time ? button.dataset.later.replace("{time}", time) : button.dataset.now;
    };
    document.addEventListener("input", (event) => {
      const form = event.target.closest("form[data-asks-time]");
      if (form) say(form);
    });
    document.querySelectorAll("form[data-asks-time]").forEach(say);
  }

  /* A second press while the first is under way does nothing; who stayed on the page may press again. */
  function pressOnce() {
    const release = (form) => setTimeout(() => { delete form.dataset.isSent; }, 4000); // ms
    document.addEventListener("submit", (event) => {
      const form = event.target;
      if (form.dataset.isSent) event.preventDefault();
      else if (!event.defaultPrevented && form.method === "post") {
        form.dataset.isSent = "yes";
        release(form);
      }
    });
    window.addEventListener("pageshow", () => {
      document.querySelectorAll("form[data-is-sent]").forEach((form) => { delete form.dataset.isSent; });
    });
  }

  /* Reading a manuscript may take seconds: its button says so until the next page is there. */
  function sayBusy() {
    document.querySelectorAll("button[data-busy]").forEach((button) => {
      const label = button.textContent;
      button.form.addEventListener("submit", () => { button.textContent = button.dataset.busy; });
      window.addEventListener("pageshow", () => { button.textContent = label; });
    });
  }

  /* The browser names its file fields in its own language: these speak ours, with the field itself unseen above. */
  function nameFiles(within) {
    within.querySelectorAll("input[type=file]").forEach((input) => {
      const frame = Object.assign(document.createElement("span"), { className: "file-field" });
      const button = Object.assign(document.createElement("span"), { className: "button", textContent: "选择文件……" });
      const name = document.createElement("span");
      const say = () => { name.textContent = input.files.length ? input.files[0].name : "还没有选择文件，也可以拖到这里"; };
      button.setAttribute("aria-hidden", "true");
      input.replaceWith(frame);
      frame.append(input, button, name);
      input.addEventListener("change", say);
      window.addEventListener("pageshow", say);
      say();
    });
  }

  /* After a save that went well the copy of its words in this browser is not needed any more. */
  function forgetSavedCopy() {
    const saved = /(?:^|;\s*)desk-saved=([a-z0-9-]+)/.exec(document.cookie);
    if (!saved) return;
    document.cookie = "desk-saved=; path=/desk/; max-age=0; samesite=lax";
    try { localStorage.removeItem(`newsroom-copy-${saved[1]}`); } catch { /* nothing is kept there */ }
  }

  forgetSavedCopy();
  window.addEventListener("load", showNamedField);
  window.addEventListener("hashchange", showNamedField);
  guardUnsavedText();
  sayWhenItOpens();
  pressOnce();
  sayBusy();
  nameFiles(document);
})();
