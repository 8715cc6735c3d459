/* The print order: articles dragged by mouse or moved by buttons, between sections too; saved at once. */
(() => {
  "use strict";

  const board = document.querySelector(".board[data-arrange-url]");
  if (!board) return;
  const status = board.querySelector(".board-status");
  const rows = () => [...board.querySelectorAll(".board-row")];
  const lists = () => [...board.querySelectorAll(".board-rows")];
  let dragged = null;
  let before = "";

  const order = () => JSON.stringify(rows().map((row) => [
    Number(row.dataset.article),
    Number(row.closest("[data-section]").dataset.section),
  ]));

  function say(sentence, hasFailed = false) {
    status.textContent = sentence;
    status.classList.toggle("failed", hasFailed);
  }

  function count() {
    board.querySelectorAll("[data-section]").forEach((section) => {
      const small = section.querySelector("h2 small");
      const n = section.querySelectorAll(".board-row").length;
      small.textContent = small.textContent.replace(/^\s*\d+ 篇/, `${n} 篇`);
    });
  }

  async function save() {
    if (order() === before) return;
    before = order();
    count();
    say("正在保存次序……");
    try {
      const answer = await fetch(board.dataset.arrangeUrl, {
        method: "POST",
        headers: { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value },
        body: before,
      });
      const { sentence } = await answer.json();
      say(sentence, !answer.ok);
    } catch {
      say("次序没有保存：网络不通或登录已过期，请刷新页面后重试。", true);
    }
  }

  function step(row, direction) {
    const list = row.parentElement;
    const all = lists();
    const neighbour = direction < 0 ? row.previousElementSibling : row.nextElementSibling;
    const next = all[all.indexOf(list) + direction];
    if (neighbour && direction < 0) neighbour.before(row);
    else if (neighbour) neighbour.after(row);
    else if (next && direction < 0) next.append(row);
    else if (next) next.prepend(row);
  }

  board.addEventListener("click", (event) => {
    const button = event.target.closest(".mover");
    if (!button) return;
    event.preventDefault(); // without scripts the button sends its form
    step(button.closest(".board-row"), Number(button.dataset.step));
    button.focus();
    save();
  });

  board.addEventListener("dragstart", (event) => {
    dragged = event.target.closest(".board-row");
    if (!dragged) return;
    dragged.classList.add("dragging");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.article);
  });

  board.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    const row = event.target.closest(".board-row");
    const section = event.target.closest("[data-section]");
    if (row && row !== dragged) {
      const box = row.getBoundingClientRect();
      if (event.clientY < box.top + box.height / 2) row.before(dragged);
      else row.after(dragged);
    } else if (!row && section) {
      const list = section.querySelector(".board-rows");
      if (!list.contains(dragged)) list.prepend(dragged);
    }
  });

  board.addEventListener("drop", (event) => event.preventDefault());
  board.addEventListener("dragend", () => {
    if (!dragged) return;
    dragged.classList.remove("dragging");
    dragged = null;
    save();
  });

  rows().forEach((row) => { row.draggable = true; });
  before = order();
})();
