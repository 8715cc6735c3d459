/* The editor's own plugin: blocks of an article (图题, 图表, 二维码, 报告目录, 脚注), uploads, Chinese names. */
(() => {
  "use strict";

  const CHART_ROWS =
    "<thead><tr><th></th><th>系列一</th></tr></thead>" +
    "<tbody><tr><td>第一项</td><td>10</td></tr><tr><td>第二项</td><td>20</td></tr></tbody>";
  const KINDS = ["bar", "line", "pie", "combined"];

  const element = (editor, html) => CKEDITOR.dom.element.createFromHtml(html, editor.document);

  /* The block right below the body that holds the caret. */
  function topBlock(editor) {
    const path = editor.elementPath();
    const inner = path.elements.filter((each) => each.getParent() && each.getParent().equals(path.root));
    return inner[0] || null;
  }

  function putCaretIn(editor, target) {
    const range = editor.createRange();
    range.moveToElementEditEnd(target);
    range.select();
  }

  function insertAfterCaret(editor, html, caretSelector) {
    const block = element(editor, html);
    const here = topBlock(editor);
    if (here) block.insertAfter(here);
    else editor.editable().append(block);
    if (here && here.is("p") && !here.getText().trim() && !here.findOne("img")) here.remove();
    putCaretIn(editor, block.findOne(caretSelector) || block);
  }

  /* A picture alone in a paragraph becomes a figure with a caption to write. */
  function addCaption(editor) {
    const chosen = editor.getSelection().getSelectedElement();
    const here = chosen || editor.getSelection().getStartElement();
    const figure = here && here.getAscendant("figure", true);
    const image = chosen && chosen.is("img") ? chosen : topBlock(editor)?.findOne("img");
    if (figure) {
      if (!figure.findOne("figcaption")) figure.append(element(editor, "<figcaption>图　</figcaption>"));
      putCaretIn(editor, figure.findOne("figcaption"));
      return;
    }
    if (!image) {
      insertAfterCaret(editor, "<figure><figcaption>图　</figcaption></figure>", "figcaption");
      return;
    }
    const block = topBlock(editor);
    const made = element(editor, "<figure><figcaption>图　</figcaption></figure>");
    made.insertAfter(block);
    made.append(image, true);
    if (!block.getText().trim()) block.remove();
    putCaretIn(editor, made.findOne("figcaption"));
  }

  function wrapInReportContents(editor) {
    const inside = editor.elementPath().contains("section");
    if (inside) {
      while (inside.getFirst()) inside.getFirst().insertBefore(inside);
      inside.remove();
      return;
    }
    const blocks = [];
    const walker = editor.getSelection().getRanges()[0].createIterator();
    for (let block = walker.getNextParagraph("p"); block; block = walker.getNextParagraph("p")) blocks.push(block);
    const section = new CKEDITOR.dom.element("section", editor.document);
    section.addClass("report-contents");
    section.insertBefore(blocks[0]);
    blocks.forEach((block) => section.append(block));
    putCaretIn(editor, section.getLast());
  }

  /* Footnote numbers follow the text; their notes are put in the same order. */
  function renumberFootnotes(editor, notes) {
    const root = editor.editable();
    const list = notes.findOne("ol");
    root.find("sup.footnote-ref a").toArray().forEach((anchor, index) => {
      const n = index + 1;
      const item = list.findOne(`li[data-for="${anchor.data("for")}"]`);
      anchor.setText(String(n));
      anchor.setAttributes({ href: `#fn-${n}`, "data-cke-saved-href": `#fn-${n}`, id: `fnref-${n}` });
      if (!item) return;
      item.setAttribute("id", `fn-${n}`);
      list.append(item);
    });
  }

  function markFootnotes(root) {
    root.find("sup.footnote-ref a").toArray().forEach((anchor) => {
      const id = (anchor.getAttribute("href") || "").slice(1);
      const item = root.getDocument().getById(id);
      anchor.data("for", id);
      if (item) item.data("for", id);
    });
  }

  function addFootnote(editor) {
    const root = editor.editable();
    let notes = root.findOne("section.footnotes");
    if (!notes) {
      notes = element(editor, '<section class="footnotes"><ol></ol></section>');
      root.append(notes);
    }
    markFootnotes(root);
    const anchor = element(editor, '<sup class="footnote-ref"><a href="#fn-0" id="fnref-0">0</a></sup>');
    editor.insertElement(anchor);
    anchor.findOne("a").data("for", "new");
    const item = element(editor, '<li data-for="new">注文</li>');
    notes.findOne("ol").append(item);
    renumberFootnotes(editor, notes);
    root.find("[data-for]").toArray().forEach((each) => each.data("for", false));
    putCaretIn(editor, item);
  }

  const INSERT = {
    figure: addCaption,
    footnote: addFootnote,
    "section.report-contents": wrapInReportContents,
    "figure.qr": (editor) =>
      insertAfterCaret(editor, '<figure class="qr"><figcaption>扫描二维码 阅读全文</figcaption></figure>', "figcaption"),
  };
  KINDS.forEach((kind) => {
    INSERT[`figure.chart.${kind}`] = (editor) =>
      insertAfterCaret(
        editor,
        `<figure class="chart" data-chart="${kind}"><table>${CHART_ROWS}</table><figcaption>图　</figcaption></figure>`,
        "figcaption",
      );
  });

  function addBlocksMenu(editor) {
    const blocks = editor.config.newsroom_blocks || [];
    if (!blocks.length) return;
    editor.ui.addRichCombo("NewsroomBlocks", {
      label: "版块",
      title: "插入版块",
      toolbar: "insert",
      panel: {
        css: [CKEDITOR.skin.getPath("editor")],
        multiSelect: false,
        attributes: { "aria-label": "插入版块" },
      },
      init() {
        blocks.forEach(([value, label]) => this.add(value, label, label));
      },
      onClick(value) {
        editor.focus();
        editor.fire("saveSnapshot");
        INSERT[value](editor);
        editor.fire("saveSnapshot");
      },
    });
  }

  /* Enter in a caption goes on below the figure instead of splitting the caption. */
  function leaveCaptionOnEnter(editor) {
    editor.on("key", (event) => {
      if (event.data.keyCode !== 13) return;
      const caption = editor.elementPath()?.contains("figcaption");
      if (!caption) return;
      const paragraph = new CKEDITOR.dom.element("p", editor.document);
      paragraph.appendBogus();
      paragraph.insertAfter(caption.getAscendant("figure"));
      putCaretIn(editor, paragraph);
      event.cancel();
    });
  }

  function sendToken(editor) {
    editor.on("fileUploadRequest", (event) => {
      const token = editor.element.$.form.querySelector("[name=csrfmiddlewaretoken]").value;
      event.data.fileLoader.xhr.setRequestHeader("X-CSRFToken", token);
    });
  }

  /* The picture dialog opens on uploading; an address is filled in by it, not typed. */
  function beginWithUpload(event) {
    if (event.data.name !== "image") return;
    const dialog = event.data.definition;
    const upload = dialog.getContents("Upload");
    const info = dialog.getContents("info");
    dialog.contents = [upload, info];
    upload.label = "上传图片";
    info.label = "图片信息";
    info.get("txtUrl").label = "图片地址（上传后自动填写）";
    const words = info.get("txtAlt");
    words.label = "替代文字（一句话说明图上有什么）";
    words.validate = CKEDITOR.dialog.validate.notEmpty("请写替代文字：用一句话说明图上有什么，读屏软件要朗读。");
    upload.get("uploadButton").label = "上传";
    dialog.minHeight = 240;
    dialog.title = "图片";
  }

  /* A picture still on its way would be missing from what is saved. */
  function waitForUploads(editor) {
    editor.element.$.form?.addEventListener("submit", (event) => {
      const isUnderway = editor.uploadRepository.loaders.some((each) => ["loading", "uploading"].includes(each.status));
      if (!isUnderway) return;
      event.preventDefault();
      editor.showNotification("图片还在上传，请等它传完再保存。", "warning");
    });
  }

  function useChineseNames(editor) {
    Object.entries(editor.config.newsroom_formats || {}).forEach(([tag, label]) => {
      editor.lang.format[`tag_${tag}`] = label;
    });
  }

  CKEDITOR.on("dialogDefinition", beginWithUpload);

  CKEDITOR.plugins.add("newsroom", {
    requires: "richcombo,format",
    footnotes: { mark: markFootnotes, renumber: renumberFootnotes },
    beforeInit: useChineseNames,
    init(editor) {
      addBlocksMenu(editor);
      leaveCaptionOnEnter(editor);
      sendToken(editor);
      waitForUploads(editor);
    },
  });
})();
