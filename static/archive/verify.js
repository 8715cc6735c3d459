// The PDF is hashed in the browser; without SubtleCrypto the form sends it to be hashed.
(function () {
  "use strict";
  const form = document.querySelector("[data-verify]");
  if (!form) return;
  const input = form.querySelector("input[type=file]");
  const drop = form.querySelector(".drop");
  const step = form.querySelector(".verify-step");
  form.classList.add("is-live");

  async function verify(file) {
    if (file.size > Number(form.dataset.biggest)) {
      step.textContent = "文件超过 64 MB，本刊的 PDF 都小得多，请确认选对了文件。";
      return;
    }
    step.textContent = "正在计算摘要……";
    const hashed = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    const hex = Array.from(new Uint8Array(hashed), (byte) => byte.toString(16).padStart(2, "0"));
    location.assign(form.getAttribute("action") + "?sha256=" + hex.join(""));
  }

  form.addEventListener("submit", (event) => {
    if (!window.crypto?.subtle || !input.files.length) return;
    event.preventDefault();
    verify(input.files[0]);
  });
  input.addEventListener("change", () => input.files.length && form.requestSubmit());
  for (const name of ["dragover", "dragleave", "drop"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.toggle("is-over", name === "dragover");
    });
  }
  drop.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    form.requestSubmit();
  });
})();
