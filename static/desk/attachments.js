/* The rows of 附件 as one text for drafts.js, and back into rows: what was typed, moved, taken out. */
(() => {
  "use strict";

  const group = document.getElementById("attachments-group");
  if (!group) return;
  const rows = () => [...group.querySelectorAll("tr.form-row:not(.empty-form)")];
  const part = (row, name) => row.querySelector(`[name$="-${name}"]`);
  const idOf = (row) => part(row, "id")?.value || "";

  const value = () => JSON.stringify(rows().filter((row) => part(row, "title")).map((row) => [
    idOf(row), part(row, "title").value, part(row, "url").value, Boolean(part(row, "DELETE")?.checked),
  ]).filter((row) => row[0] || row[1] || row[2]));

  function added() {
    const before = rows();
    group.querySelector(".add-row a")?.click();
    return rows().find((row) => !before.includes(row));
  }

  /* Rows that are stored keep their place in the form; all others are new. */
  function put(text) {
    const spare = rows().filter((row) => !idOf(row));
    let last = null;
    JSON.parse(text).forEach(([id, title, url, isGone]) => {
      const row = rows().find((each) => id && idOf(each) === id) || spare.shift() || added();
      if (!row) return;
      part(row, "title").value = title;
      part(row, "url").value = url;
      if (part(row, "DELETE")) part(row, "DELETE").checked = isGone;
      if (last) last.after(row);
      last = row;
    });
    rows().forEach((row, at) => {
      const place = row.querySelector("input._reorder_");
      if (place) place.value = at + 1;
    });
  }

  const lines = (text) => JSON.parse(text).filter((row) => !row[3]).map((row) => (row[2] ? `${row[1]}（${row[2]}）` : row[1])).join("\n");

  /* Dragging and taking out a row send no event of the form. */
  function listen(changed) {
    let before = value();
    const look = () => setTimeout(() => {
      const now = value();
      if (now !== before) changed();
      before = now;
    }, 0);
    ["pointerup", "drop", "keyup"].forEach((name) => group.addEventListener(name, look));
    ["formset:added", "formset:removed"].forEach((name) => document.addEventListener(name, look));
  }

  window.newsroomAttachments = { value, put, lines, listen };
})();
