/* Follows an edition while it is made, then shows on this page what it changed: pages, findings, moves. */
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

  const isBusy = (part) => part.contains(document.activeElement)
    || [...part.querySelectorAll("input, textarea")].some((each) => each.value !== each.defaultValue || each.checked !== each.defaultChecked);

  /* Takes the parts named by data-fresh from the page as it is now; what somebody works in stays. */
  async function freshen() {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.querySelectorAll("[data-fresh]").forEach((part) => {
      const fresh = page.querySelector(`[data-fresh="${part.dataset.fresh}"]`);
      if (fresh && !isBusy(part)) part.replaceWith(document.adoptNode(fresh));
    });
    document.querySelectorAll("[data-progress-url]").forEach(follow);
  }

  async function follow(row) {
    if (!row.isConnected || row.dataset.followed) return;
    row.dataset.followed = "1";
    await step(row);
  }

  async function step(row) {
    if (!row.isConnected) return;
    try {
      const progress = await ask(row);
      show(row, progress);
      if (progress.is_finished) {
        await freshen();
        return;
      }
    } catch {
      row.querySelector(".progress").textContent = "暂时问不到进度，稍后再试……";
    }
    setTimeout(() => step(row), PAUSE);
  }

  document.querySelectorAll("[data-progress-url]").forEach(follow);
})();
