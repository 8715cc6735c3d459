/* 核对来稿: a step is taken without leaving the place, nothing typed is lost, both sides are linked. */
(() => {
  "use strict";

  const LONGEST = 8000; // ms a good word stays on the page
  const EXPIRED = "登录已过期，这一步没有记下。请在新窗口里登录，再回到这里按一次；填写的内容都还在。";
  const BROKEN = "没有连上服务器，这一步没有记下，请稍后再按一次；填写的内容都还在。";
  const root = () => document.getElementById("proposal");
  const rail = () => document.querySelector(".proposal-outline");
  document.documentElement.classList.add("has-script");

  /* --- What is said */
  function say(sentence, isError) {
    const item = document.createElement("li");
    item.className = isError ? "error" : "success";
    item.textContent = sentence;
    if (sentence === EXPIRED) {
      const link = document.createElement("a");
      Object.assign(link, { href: "/desk/login/", target: "_blank", textContent: "打开登录页" });
      item.append(" ", link);
    }
    const list = document.createElement("ul");
    list.className = "messagelist";
    list.append(item);
    document.getElementById("messages").replaceChildren(list);
  }

  function fadeMessages() {
    const list = document.querySelector("#messages .messagelist");
    if (list && !list.querySelector(".error, .warning")) setTimeout(() => list.remove(), LONGEST);
  }

  /* --- Fields that were changed and not yet noted down */
  const fields = () => [...document.querySelectorAll(".proposal-fields :is(input, select, textarea), .masthead-fields input")];
  const isChanged = (field) => field.type !== "hidden" && (field.localName === "select"
    ? [...field.options].some((option) => option.selected !== option.defaultSelected) && field.dataset.touched === "yes"
    : field.value !== field.defaultValue);
  const keyOf = (field) => `${field.form.className} ${field.name} ${[...field.form.elements].indexOf(field)}`;

  function typedElsewhere(form) {
    return new Map(fields().filter((field) => field.form !== form && isChanged(field)).map((field) => [keyOf(field), field.value]));
  }

  function typeAgain(typed) {
    fields().forEach((field) => {
      if (!typed.has(keyOf(field))) return;
      field.value = typed.get(keyOf(field));
      mark(field);
    });
  }

  function mark(field) {
    field.dataset.touched = "yes";
    field.classList.toggle("is-changed", isChanged(field));
  }

  /* --- A step, and the page as it is after it */
  let isBusy = false;
  let isLeaving = false;
  let waiting = null; // the button pressed while a step was under way

  function freshToken(body) {
    const cookie = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie);
    if (cookie) body.set("csrfmiddlewaretoken", cookie[1]);
  }

  async function answerTo(form, button) {
    const body = new FormData(form, button);
    freshToken(body);
    const answer = await fetch(form.action, { method: "POST", body });
    const isExpired = new URL(answer.url).pathname.endsWith("/login/") || answer.status === 403;
    if (isExpired) return { sentence: EXPIRED };
    if (!answer.ok) return { sentence: BROKEN };
    return { url: answer.url, page: new DOMParser().parseFromString(await answer.text(), "text/html") };
  }

  function show(page, form) {
    const row = form.closest(".paragraph");
    const place = row && { id: row.id, top: row.getBoundingClientRect().top };
    const typed = typedElsewhere(form);
    const scrolled = rail().scrollTop;
    const isOpen = new Set([...document.querySelectorAll("#proposal details[open]:not(.tools)")].map((box) => box.querySelector("summary").textContent));
    document.getElementById("messages").replaceWith(page.getElementById("messages"));
    root().replaceWith(page.getElementById("proposal"));
    document.querySelectorAll("#proposal details").forEach((box) => { if (isOpen.has(box.querySelector("summary").textContent)) box.open = true; });
    typeAgain(typed);
    rail().scrollTop = scrolled;
    const again = place && (document.getElementById(place.id) || document.querySelector(`#${CSS.escape(place.id)}`));
    if (again) {
      const now = again.closest(".paragraph");
      window.scrollBy(0, now.getBoundingClientRect().top - place.top);
      now.focus({ preventScroll: true });
    }
    fadeMessages();
    document.dispatchEvent(new Event("proposal:shown"));
  }

  async function take(form, button) {
    isBusy = true;
    root().setAttribute("aria-busy", "true");
    try {
      const answer = await answerTo(form, button);
      if (answer.sentence) say(answer.sentence, true);
      else if (answer.page.getElementById("proposal")) {
        show(answer.page, form);
        history.replaceState(null, "", answer.url.split("#")[0]);
      } else {
        isLeaving = true;
        location.assign(answer.url);
      }
    } catch {
      say(BROKEN, true);
    } finally {
      isBusy = false;
      root().removeAttribute("aria-busy");
    }
    pressWaiting();
  }

  function pressWaiting() {
    const buttons = [...document.querySelectorAll("#proposal [data-step] button")];
    const button = waiting && buttons.find((each) => each.name === waiting.name && each.value === waiting.value);
    waiting = null;
    if (button) button.click();
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.closest("#proposal")) return;
    if (!form.matches("[data-step]")) {
      const unsaved = fields().some((field) => field.form !== form && isChanged(field));
      if (unsaved && !window.confirm("有几栏改了还没有记下，现在继续就不算数。要继续吗？")) {
        event.preventDefault();
        event.stopImmediatePropagation();
      } else isLeaving = true;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (isBusy) waiting = event.submitter && { name: event.submitter.name, value: event.submitter.value };
    else take(form, event.submitter);
  }, true);

  document.addEventListener("input", (event) => { if (event.target.closest(".proposal-fields, .masthead-fields")) mark(event.target); });
  window.addEventListener("beforeunload", (event) => { if (!isLeaving && fields().some(isChanged)) event.preventDefault(); });

  /* --- One box of tools at a time; a finding opens the tools of its paragraph */
  document.addEventListener("toggle", (event) => {
    const box = event.target;
    if (box.open && box.matches("details.tools")) {
      document.querySelectorAll("details.tools[open]").forEach((other) => { if (other !== box) other.open = false; });
    }
  }, true);

  function openTarget() {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    const row = target && target.closest(".paragraph");
    const box = row && row.matches(".is-doubted") && row.querySelector("details.tools");
    if (box) box.open = true;
    if (row) document.dispatchEvent(new CustomEvent("proposal:here", { detail: row }));
  }

  /* --- The first characters after the cursor, or the selection, name the place to split at */
  function wordsAtCursor(source) {
    const selection = document.getSelection();
    if (!selection.rangeCount || !source.contains(selection.anchorNode)) return "";
    const range = selection.getRangeAt(0);
    const isText = range.startContainer.nodeType === Node.TEXT_NODE;
    if (!isText || range.startContainer.parentElement.localName === "b") return "";
    return range.startContainer.data.slice(range.startOffset, range.startOffset + 12).trim();
  }

  document.addEventListener("mouseup", (event) => {
    const source = event.target.closest && event.target.closest(".paragraph .source");
    const box = source && source.parentElement.querySelector("details.tools[open]");
    const words = box && wordsAtCursor(source);
    if (words) box.querySelector("[name=words]").value = words;
  });

  /* --- A source line and its words in the paragraph are marked together */
  const bare = (text) => text.replace(/[\s\p{P}\p{S}]/gu, "");

  function lettersOf(element) {
    const found = [];
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      [...walker.currentNode.data].forEach((letter, at) => { if (bare(letter)) found.push([letter, walker.currentNode, at]); });
    }
    return found;
  }

  function rangeOf(line, reading) {
    const words = bare([...line.childNodes].filter((node) => node.localName !== "b").map((node) => node.textContent).join(""));
    const letters = lettersOf(reading);
    const at = letters.map(([letter]) => letter).join("").indexOf(words);
    if (!words || at < 0 || at + words.length > letters.length) return null;
    const range = document.createRange();
    range.setStart(letters[at][1], letters[at][2]);
    range.setEnd(letters[at + words.length - 1][1], letters[at + words.length - 1][2] + 1);
    return range;
  }

  document.addEventListener("mouseover", (event) => {
    if (!window.Highlight) return;
    CSS.highlights.delete("linked");
    const row = event.target.closest && event.target.closest(".paragraph");
    const lines = row ? [...row.querySelectorAll(".source p")] : [];
    const reading = row && row.querySelector(".reading");
    if (lines.length < 2 || !reading) return;
    const line = event.target.closest(".source p");
    const range = line && rangeOf(line, reading);
    if (range) CSS.highlights.set("linked", new Highlight(range));
  });

  /* --- The outline stays where it was from article to article */
  const KEPT = `rail of ${location.pathname}`;
  window.addEventListener("pagehide", () => sessionStorage.setItem(KEPT, rail() ? rail().scrollTop : 0));
  rail().scrollTop = Number(sessionStorage.getItem(KEPT) || 0);
  const here = rail().querySelector("[aria-current]");
  if (here) {
    const box = here.getBoundingClientRect();
    const frame = rail().getBoundingClientRect();
    if (box.top < frame.top + 60 || box.bottom > frame.bottom) rail().scrollTop += box.top - frame.top - 120;
  }

  window.addEventListener("hashchange", openTarget);
  window.addEventListener("load", openTarget);
  fadeMessages();
})();
