/* 图表: data typed into a grid or pasted from Excel or a web page, drawn by the server while one writes. */
(() => {
  "use strict";

  const KINDS = [["bar", "柱形图"], ["line", "折线图"], ["pie", "饼图"], ["combined", "柱线组合图"]];
  const NEW = [["", "系列一（单位）"], ["第一项", ""], ["第二项", ""], ["第三项", ""]];
  const LARGEST = { rows: 300, columns: 20 }; // what a grid still shows; the server says what can be drawn
  const WAIT = 300; // ms after the last key
  const AWAY = "没有连上服务器，画不出图；数据可以照样插入。";
  const AS_TABLE = "这样插入，会印成数据表。";
  const CUT = `贴来的表太大，只取了前 ${LARGEST.rows} 行、${LARGEST.columns} 列。`;

  const make = (tag, attributes = {}, ...inside) => {
    const made = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    made.append(...inside);
    return made;
  };
  const button = (label, act, attributes = {}) => {
    const made = make("button", { type: "button", ...attributes }, label);
    made.addEventListener("click", act);
    return made;
  };
  const words = (node) => node.textContent.replace(/\s+/g, " ").trim();

  // --- Rows of text, from wherever they come

  const ofTable = (table) => [...table.rows].map((row) => [...row.cells].map(words));

  function pasted(clipboard) {
    const html = clipboard.getData("text/html");
    const table = html && new DOMParser().parseFromString(html, "text/html").querySelector("table"); // runs nothing
    if (table && table.rows.length) return ofTable(table);
    const text = clipboard.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n+$/, "");
    return /[\t\n]/.test(text) ? text.split("\n").map((line) => line.split("\t").map((cell) => cell.trim())) : null;
  }

  const width = (rows) => Math.max(1, ...rows.map((row) => row.length));
  const squared = (rows) => rows.map((row) => [...row, ...Array(width(rows) - row.length).fill("")]);

  /* Without the empty rows and columns at the ends. */
  function trimmed(rows) {
    const kept = rows.slice(0, rows.findLastIndex((row) => row.some(Boolean)) + 1);
    const columns = Math.max(0, ...kept.map((row) => row.findLastIndex(Boolean) + 1));
    return kept.map((row) => row.slice(0, columns));
  }

  // --- The dialog

  class ChartDialog {
    constructor(editor, figure) {
      this.editor = editor;
      this.figure = figure;
      const table = figure?.$.querySelector("table");
      this.rows = squared(table ? ofTable(table) : NEW.map((row) => [...row]));
      this.build(figure?.getAttribute("data-chart") || "bar", words(figure?.$.querySelector("figcaption") || make("p")));
    }

    build(kind, caption) {
      const options = KINDS.map(([value, label]) => make("option", value === kind ? { value, selected: "" } : { value }, label));
      this.kind = make("select", { id: "chart-kind" }, ...options);
      this.caption = make("input", { id: "chart-caption", type: "text", maxlength: "200", placeholder: "如：图1 营业收入" });
      this.caption.value = caption;
      this.grid = make("div", { class: "chart-grid" });
      this.picture = make("div", { class: "chart-picture" });
      this.says = make("p", { class: "chart-says", role: "status" });
      this.box = make("dialog", { class: "chart-dialog", "aria-labelledby": "chart-title" });
      this.box.append(
        make("h2", { id: "chart-title" }, this.figure ? "修改图表" : "插入图表"),
        make("div", { class: "chart-head" }, make("label", { for: "chart-kind" }, "类型"), this.kind, make("label", { for: "chart-caption" }, "图题"), this.caption),
        make("p", { class: "help" }, "第一行写各列名称，单位写在括号里；第一列写项目。可从 Excel 或网页里复制表格，点一格后粘贴。没有数据的格留空。"),
        make("div", { class: "chart-body" }, make("div", {}, this.grid, this.sizes()), this.picture),
        this.says,
        make("div", { class: "chart-foot" }, button(this.figure ? "改好" : "插入", () => this.take(), { class: "default" }), button("取消", () => this.box.close())),
      );
      this.box.addEventListener("input", () => this.drawSoon());
      this.box.addEventListener("close", () => this.leave());
      document.body.append(this.box);
      this.show();
      this.box.showModal();
      this.cell(1, 1)?.focus();
      this.draw();
    }

    sizes() {
      const sized = (change) => () => {
        change();
        this.show();
        this.draw();
      };
      return make(
        "p",
        { class: "chart-sizes" },
        button("加一行", sized(() => this.rows.push(Array(width(this.rows)).fill("")))),
        button("加一列", sized(() => this.rows.forEach((row) => row.push("")))),
        button("删末行", sized(() => this.rows.length > 2 && this.rows.pop())),
        button("删末列", sized(() => width(this.rows) > 2 && this.rows.forEach((row) => row.pop()))),
        button("行列互换", sized(() => (this.rows = this.rows[0].map((_, n) => this.rows.map((row) => row[n]))))),
      );
    }

    cell(y, x) {
      return this.grid.querySelector(`[data-y="${y}"][data-x="${x}"]`);
    }

    show() {
      const table = make("table");
      this.rows.forEach((row, y) => {
        const line = table.insertRow();
        row.forEach((value, x) => {
          const input = make("input", { type: "text", "data-y": y, "data-x": x, "aria-label": `第 ${y + 1} 行第 ${x + 1} 列` });
          input.value = value;
          line.insertCell().append(input);
        });
      });
      table.addEventListener("input", ({ target }) => (this.rows[target.dataset.y][target.dataset.x] = target.value.trim()));
      table.addEventListener("paste", (event) => this.paste(event));
      table.addEventListener("keydown", (event) => this.move(event));
      this.grid.replaceChildren(table);
    }

    move(event) {
      const way = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!way || event.isComposing) return;
      event.preventDefault();
      const { y, x } = event.target.dataset;
      this.cell(Number(y) + way, x)?.focus();
    }

    /* What is pasted begins at the cell with the caret and makes room for itself. */
    paste(event) {
      const found = pasted(event.clipboardData);
      if (!found) return;
      event.preventDefault();
      const [top, left] = [Number(event.target.dataset.y), Number(event.target.dataset.x)];
      const isWhole = found.length > 1 && width(found) > 1 && top <= 1 && left <= 1;
      const [y0, x0] = isWhole ? [0, 0] : [top, left]; // a whole table takes the place of what is there
      if (isWhole) this.rows = [];
      const [rows, columns] = [Math.min(LARGEST.rows, y0 + found.length), Math.min(LARGEST.columns, x0 + width(found))];
      while (this.rows.length < rows) this.rows.push([]);
      found.slice(0, rows - y0).forEach((row, y) => row.slice(0, columns - x0).forEach((value, x) => {
        while (this.rows[y0 + y].length < x0 + x) this.rows[y0 + y].push("");
        this.rows[y0 + y][x0 + x] = value;
      }));
      this.rows = squared(this.rows);
      this.show();
      this.cell(y0, x0)?.focus();
      this.cut = y0 + found.length > rows || x0 + width(found) > columns ? CUT : "";
      this.draw();
    }

    drawSoon() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.draw(), WAIT);
    }

    async draw() {
      const asked = (this.asked = (this.asked || 0) + 1);
      const told = await this.ask().catch(() => ({ sentence: AWAY }));
      if (asked !== this.asked) return;
      this.picture.innerHTML = told.drawing || ""; // drawn by our own server, words escaped
      this.says.textContent = [this.cut, told.sentence, told.sentence && told.sentence !== AWAY ? AS_TABLE : ""].filter(Boolean).join("");
      this.says.classList.toggle("wrong", Boolean(told.sentence));
    }

    async ask() {
      const token = this.editor.element.$.form.querySelector("[name=csrfmiddlewaretoken]").value;
      this.underway = new AbortController();
      const response = await fetch(this.editor.config.chart_url, {
        method: "POST",
        headers: { "X-CSRFToken": token, "Content-Type": "application/json" },
        body: JSON.stringify({ kind: this.kind.value, title: this.caption.value, rows: trimmed(this.rows) }),
        signal: this.underway.signal,
      });
      return response.json();
    }

    /* Into the text: a table of data and its caption, in the place of what was there. */
    take() {
      const editor = this.editor;
      const caption = this.caption.value.trim() || "图　";
      editor.fire("saveSnapshot");
      const figure = this.figure || this.inserted();
      figure.setAttribute("data-chart", this.kind.value);
      const old = figure.$.querySelector("table");
      const table = this.table(figure.$.ownerDocument);
      if (old) old.replaceWith(table);
      else figure.$.prepend(table);
      const words_ = figure.$.querySelector("figcaption") || figure.$.appendChild(figure.$.ownerDocument.createElement("figcaption"));
      if (words(words_) !== caption.trim()) words_.textContent = caption;
      editor.fire("saveSnapshot");
      editor.fire("change");
      this.box.close();
    }

    inserted() {
      const figure = new CKEDITOR.dom.element("figure", this.editor.document);
      figure.addClass("chart");
      const path = this.editor.elementPath();
      const here = path && path.elements.find((each) => each.getParent()?.equals(path.root));
      if (here) figure.insertAfter(here);
      else this.editor.editable().append(figure);
      if (here && here.is("p") && !here.getText().trim() && !here.findOne("img")) here.remove();
      return figure;
    }

    table(page) {
      const [head, ...body] = squared(trimmed(this.rows).length ? trimmed(this.rows) : NEW);
      const row = (cells, tag) => {
        const made = page.createElement("tr");
        cells.forEach((text) => (made.appendChild(page.createElement(tag)).textContent = text));
        return made;
      };
      const [table, thead, tbody] = ["table", "thead", "tbody"].map((tag) => page.createElement(tag));
      thead.append(row(head, "th"));
      tbody.append(...body.map((cells) => row(cells, "td")));
      table.append(thead, tbody);
      return table;
    }

    leave() {
      clearTimeout(this.timer);
      this.asked += 1;
      this.underway?.abort();
      this.box.remove();
      this.editor.focus();
    }
  }

  const isChart = (each) => each.is("figure") && each.hasClass("chart");

  CKEDITOR.plugins.add("chart", {
    init(editor) {
      editor.addCommand("chart", {
        async: true,
        exec: () => new ChartDialog(editor, editor.elementPath()?.contains(isChart) || null),
      });
      editor.ui.addButton("Chart", { label: "图表", command: "chart", toolbar: "insert" });
      editor.on("doubleclick", (event) => {
        const figure = event.data.element.getAscendant((each) => each.type === CKEDITOR.NODE_ELEMENT && isChart(each), true);
        if (!figure || editor.readOnly) return;
        event.cancel();
        new ChartDialog(editor, figure);
      }, null, null, 1);
    },
  });
})();
