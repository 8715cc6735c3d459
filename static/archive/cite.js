// Citing: copies the reference, or that of one paragraph; without scripts both can be selected.
(() => {
  const box = document.querySelector("[data-citing]");
  const words = document.querySelector(".citation");
  const body = document.querySelector(".body");
  if (!box || !words || !body) return;
  const paragraphs = [...body.querySelectorAll(":scope > p[id^='p-']")];
  const status = document.createElement("p");
  status.setAttribute("role", "status");

  function button(label, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.addEventListener("click", () => act(made));
    box.append(made);
  }

  async function copy(text, done) {
    try {
      await navigator.clipboard.writeText(text);
      status.textContent = done;
    } catch {
      status.textContent = `浏览器不让复制，请手动选取：${text}`;
    }
  }

  // The reference with the page on which the paragraph begins in place of all the article's.
  function onItsPage(paragraph) {
    const { pages } = words.dataset;
    const { page } = paragraph.dataset;
    if (!pages || !page) return words.textContent;
    return words.textContent.replace(`：${pages}. `, `：${page}. `);
  }

  function link(paragraph) {
    const made = document.createElement("a");
    made.className = "here";
    made.href = `#${paragraph.id}`;
    made.textContent = "引用此段";
    made.tabIndex = -1;
    const number = paragraph.id.slice(2);
    made.setAttribute("aria-label", `引用第${number}段`);
    made.addEventListener("click", () => {
      const reference = `${onItsPage(paragraph).replace(/\.$/, "")}#${paragraph.id}.`;
      copy(reference, `已复制第${number}段的引用。`);
    });
    paragraph.append(made);
    return made;
  }

  button("复制引用", () => copy(words.textContent, "已复制引用。"));
  if (paragraphs.length) {
    const links = paragraphs.map(link);
    button("引用段落", (made) => {
      const on = body.classList.toggle("is-citing");
      made.setAttribute("aria-pressed", String(on));
      links.forEach((each) => (each.tabIndex = on ? 0 : -1));
    });
    box.lastElementChild.setAttribute("aria-pressed", "false");
  }
  box.append(status);
})();
