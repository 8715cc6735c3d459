// Verifying in a static copy: the file is hashed here and looked up among the digests given out.
(() => {
  "use strict";
  const form = document.querySelector("[data-verify]");
  if (!form) return;
  const input = form.querySelector("input[type=file]");
  const step = form.querySelector(".verify-step");
  form.classList.add("is-live");
  let known = {};
  window.copyDigests = (digests) => {
    known = digests;
  };

  async function verify(file) {
    if (!window.crypto?.subtle) {
      step.textContent = "这里的浏览器不能计算摘要（要用 https 打开本页），请换一个浏览器再试。";
      return;
    }
    step.textContent = "正在计算摘要……";
    const hashed = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    const hex = Array.from(new Uint8Array(hashed), (byte) => byte.toString(16).padStart(2, "0")).join("");
    step.textContent = Object.hasOwn(known, hex)
      ? `这是${known[hex]}，未被改动。`
      : "这不是本刊发布的文件，或者内容已被改动。";
  }

  input.addEventListener("change", () => input.files.length && verify(input.files[0]));
  form.addEventListener("submit", (event) => event.preventDefault());
})();
