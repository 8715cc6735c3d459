/* 逐段合并: the paragraphs that were chosen go into the form's editor; may be done again. */
(() => {
  "use strict";

  const DONE = "已合成到下面的表单，请核对后保存；改了选择可以再按一次。";

  function chosen(box, piece, at) {
    if (piece.proposed === "same") return piece.mine;
    const choice = box.querySelector(`[data-piece="${at}"] input:checked`).value;
    if (choice === "both") return `${piece.theirs}\n${piece.mine}`;
    return piece[choice];
  }

  document.querySelectorAll("[data-merge]").forEach((box) => {
    const pieces = JSON.parse(box.querySelector("script").textContent);
    box.querySelector("button").addEventListener("click", () => {
      const text = pieces.map((piece, at) => chosen(box, piece, at)).filter(Boolean).join("\n");
      const editor = window.CKEDITOR && CKEDITOR.instances[box.dataset.merge];
      const field = document.getElementById(box.dataset.merge);
      if (editor) editor.setData(text);
      else field.value = text;
      box.querySelector("[role=status]").textContent = DONE;
    });
  });
})();
