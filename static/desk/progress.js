/* Follows an edition while it is made: asks, writes the sentence down. */
(() => {
  "use strict";

  const PAUSE = 700; // ms between two questions

  async function ask(row) {
    const answer = await fetch(row.dataset.progressUrl, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    return answer.json();
  }

  function show(row, progress) {
    const label = row.querySelector(".state");
    label.className = `state state-${progress.state}`;
    label.textContent = progress.label;
    const sentence = row.querySelector(".progress");
    if (sentence.textContent !== progress.sentence) sentence.textContent = progress.sentence;
    sentence.classList.toggle("late", progress.is_stuck || progress.state === "failed");
    if (progress.url && !row.querySelector(".open")) {
      const link = document.createElement("a");
      link.className = "open";
      link.href = progress.url;
      link.target = "_blank";
      link.rel = "noopener";
      link.textContent = "打开 PDF";
      label.parentElement.append(" ", link);
    }
  }

  async function follow(row) {
    try {
      const progress = await ask(row);
      show(row, progress);
      if (progress.is_finished) return;
    } catch {
      row.querySelector(".progress").textContent = "暂时问不到进度，稍后再试……";
    }
    setTimeout(() => follow(row), PAUSE);
  }

  document.querySelectorAll("[data-progress-url]").forEach(follow);
})();
