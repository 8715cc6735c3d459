/* 导入来稿: how far the upload and the reading are; whatever goes wrong, what was given stays here. */
(() => {
  "use strict";

  const LINES = "application/x-ndjson";
  const EXPIRED = "登录已过期，来稿没有交上去。请在新窗口里登录，再回到这里按一次；选好的文件和粘贴的文字都还在。";
  const BROKEN = "没有连上服务器，来稿没有交上去，请稍后再按一次；选好的文件和粘贴的文字都还在。";
  const TOO_LARGE = "文件太大，服务器没有收下，请确认选对了文件。";
  const UPLOADED = 40; // per cent of the bar that the upload takes
  const form = document.querySelector("form[data-upload]");
  const bar = form.querySelector("progress");
  const box = form.querySelector(".reading-steps");
  const button = form.querySelector("[type=submit]");
  const file = form.querySelector("[type=file]");
  const label = button.textContent;
  let isBusy = false;

  function showFaults(faults) {
    form.querySelectorAll("[data-faults]").forEach((list) => {
      const said = faults[list.dataset.faults] || [];
      list.replaceChildren(...said.map((sentence) => Object.assign(document.createElement("li"), { textContent: sentence })));
      list.hidden = !said.length;
    });
    const first = form.querySelector("[data-faults]:not([hidden])");
    if (first) first.scrollIntoView({ block: "nearest" });
  }

  function show(percent, sentence) {
    box.hidden = false;
    bar.value = percent;
    box.querySelector("span").textContent = sentence;
  }

  function rest() {
    isBusy = false;
    box.hidden = true;
    button.disabled = false;
    button.textContent = label;
  }

  function fail(faults) {
    rest();
    showFaults(faults);
  }

  /* Steps arrive one a line; "第 3 篇，共 9 篇" says how much of the bar is due. */
  function follow(text) {
    const lines = text.split("\n").slice(0, -1).map((line) => JSON.parse(line));
    const last = lines.at(-1);
    if (!last) return;
    if (last.step) {
      const part = /第 (\d+) 篇，共 (\d+) 篇/.exec(last.step);
      const done = part ? part[1] / part[2] : lines.length > 3 ? 1 : 0;
      show(UPLOADED + 10 + 45 * done, `${last.step}……`);
    }
    if (last.faults) fail(last.faults);
    if (last.url) {
      show(100, "读好了，打开核对页……");
      location.assign(last.url);
    }
  }

  function answered(request) {
    if (request.getResponseHeader("Content-Type") === LINES) follow(request.responseText);
    else if (request.status === 413) fail({ file: [TOO_LARGE] });
    else if (request.status === 403 || request.responseURL.includes("/login/")) fail({ __all__: [EXPIRED] });
    else fail({ __all__: [BROKEN] });
  }

  function freshToken(body) {
    const cookie = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie);
    if (cookie) body.set("csrfmiddlewaretoken", cookie[1]);
    return body;
  }

  /* More than an issue holds would only be turned away after the upload. */
  function tooLong() {
    const text = form.querySelector("textarea");
    const most = Number(text.dataset.most);
    if (text.value.length <= most) return "";
    return `粘贴的文字有 ${text.value.length} 个字，超过了一期的上限（${most} 个字），请确认只贴了一期的文字。`;
  }

  function send() {
    const request = new XMLHttpRequest();
    request.open("POST", form.action || location.href);
    request.setRequestHeader("Accept", LINES);
    request.upload.addEventListener("progress", (event) => {
      const part = event.lengthComputable ? event.loaded / event.total : 0;
      show(UPLOADED * part, part < 1 ? `上传 ${Math.round(100 * part)}%……` : "收到，正在读……");
    });
    request.addEventListener("progress", () => {
      if (request.getResponseHeader("Content-Type") === LINES && isBusy) follow(request.responseText);
    });
    request.addEventListener("load", () => { if (isBusy) answered(request); });
    request.addEventListener("error", () => fail({ __all__: [BROKEN] }));
    request.send(freshToken(new FormData(form)));
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (isBusy) return null;
    isBusy = true;
    button.disabled = true;
    button.textContent = button.dataset.busy;
    showFaults({});
    const sentence = tooLong();
    if (sentence) return fail({ text: [sentence] });
    show(0, "上传……");
    return send();
  }, true);

  window.addEventListener("pageshow", rest);
  ["dragover", "dragleave", "drop"].forEach((name) => file.addEventListener(name, () => file.classList.toggle("is-over", name === "dragover")));
})();
