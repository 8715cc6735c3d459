/* 裁切: draw, move and size the box by mouse, finger or key; say at once how it will print. */
(() => {
  "use strict";

  const stage = document.querySelector(".crop");
  const form = document.querySelector(".crop-form");
  if (!stage || !form) return;
  const box = stage.querySelector(".crop-box");
  const says = form.querySelector(".crop-says");
  const whole = { width: Number(stage.dataset.width), height: Number(stage.dataset.height) };
  const measures = JSON.parse(stage.dataset.measures);
  const LEAST = 16; // pixels of either side
  const NAMES = ["left", "top", "width", "height"];
  const field = (name) => form.elements[name];
  const clamp = (value, least, most) => Math.min(Math.max(value, least), most);
  const isCover = () => form.elements.purpose.value === "cover";
  const shape = () => (isCover() ? measures.coverWide / measures.coverHigh : 0);

  const read = () => Object.fromEntries(NAMES.map((name) => [name, Number(field(name).value) || 0]));

  /* Inside the picture, of whole pixels, in the cover's shape where it is one. */
  function fitted(wanted, held = { x: "left", y: "top" }) {
    const ratio = shape();
    let width = clamp(Math.abs(wanted.width), LEAST, whole.width);
    let height = clamp(Math.abs(wanted.height), LEAST, whole.height);
    if (ratio) {
      height = width / ratio;
      if (height > whole.height) [width, height] = [whole.height * ratio, whole.height];
    }
    const left = held.x === "right" ? wanted.left + wanted.width - width : wanted.left;
    const top = held.y === "bottom" ? wanted.top + wanted.height - height : wanted.top;
    const kept = { width: Math.round(width), height: Math.round(height) };
    kept.left = Math.round(clamp(left, 0, whole.width - kept.width));
    kept.top = Math.round(clamp(top, 0, whole.height - kept.height));
    return kept;
  }

  function printed(width, height) {
    if (isCover()) {
      const dpi = 25.4 * Math.min(width / measures.coverWide, height / measures.coverHigh);
      return { what: "封面图区", wide: measures.coverWide, dpi };
    }
    const points = (mm) => mm * 72 / 25.4;
    let scale = Math.min(points(measures.measure) / width, points(measures.room) / height);
    if (width <= points(measures.measure) / 2) scale = Math.min(1, scale);
    const wide = width * scale * 25.4 / 72;
    return { what: "印刷", wide, dpi: width / wide * 25.4 };
  }

  function verdict(dpi) {
    if (dpi >= measures.printDpi) return "够印刷";
    if (dpi >= measures.softDpi) return `够校样、不够印刷（${measures.printDpi}）`;
    return `太粗，校样上也看得出，请换大图（印刷要 ${measures.printDpi}）`;
  }

  function show(kept) {
    NAMES.forEach((name) => { field(name).value = kept[name]; });
    box.hidden = false;
    box.style.left = `${100 * kept.left / whole.width}%`;
    box.style.top = `${100 * kept.top / whole.height}%`;
    box.style.width = `${100 * kept.width / whole.width}%`;
    box.style.height = `${100 * kept.height / whole.height}%`;
    const { what, wide, dpi } = printed(kept.width, kept.height);
    says.textContent = `${kept.width} × ${kept.height} 像素：${what}宽 ${wide.toFixed(0)} mm，${dpi.toFixed(0)} dpi，${verdict(dpi)}`;
  }

  function at(event) {
    const area = stage.getBoundingClientRect();
    return {
      x: clamp((event.clientX - area.left) / area.width, 0, 1) * whole.width,
      y: clamp((event.clientY - area.top) / area.height, 0, 1) * whole.height,
    };
  }

  /* The edges that a drag moves: those of the handle, or of a new box from where it began. */
  function sized(before, edges, point) {
    let { left, top } = before;
    let right = left + before.width, bottom = top + before.height;
    if (edges.includes("w")) left = Math.min(point.x, right - LEAST);
    if (edges.includes("e")) right = Math.max(point.x, left + LEAST);
    if (edges.includes("n")) top = Math.min(point.y, bottom - LEAST);
    if (edges.includes("s")) bottom = Math.max(point.y, top + LEAST);
    const held = { x: edges.includes("w") ? "right" : "left", y: edges.includes("n") ? "bottom" : "top" };
    const isUpright = shape() && !/[ew]/.test(edges);
    const width = isUpright ? (bottom - top) * shape() : right - left;
    return fitted({ left, top, width, height: bottom - top }, held);
  }

  stage.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    const began = at(event), before = read();
    const handle = event.target.closest("i");
    // The whole picture has no room to be moved in: there a drag draws.
    const isWhole = before.width === whole.width && before.height === whole.height;
    const isMove = !handle && event.target === box && !isWhole;
    stage.setPointerCapture(event.pointerId);
    const drag = (moved) => {
      const point = at(moved);
      if (isMove) {
        show(fitted({ ...before, left: before.left + point.x - began.x, top: before.top + point.y - began.y }));
      } else if (handle) {
        show(sized(before, handle.className, point));
      } else if (Math.hypot(point.x - began.x, point.y - began.y) >= LEAST) {
        const edges = (point.y < began.y ? "n" : "s") + (point.x < began.x ? "w" : "e");
        show(sized({ left: began.x, top: began.y, width: 0, height: 0 }, edges, point));
      }
    };
    const end = () => {
      stage.removeEventListener("pointermove", drag);
      box.focus({ preventScroll: true });
    };
    stage.addEventListener("pointermove", drag);
    stage.addEventListener("pointerup", end, { once: true });
    stage.addEventListener("pointercancel", end, { once: true });
    event.preventDefault();
  });

  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  box.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const kept = read(), far = Math.max(1, Math.round(whole.width / 100));
    const [x, y] = step.map((each) => each * far);
    if (event.shiftKey) show(fitted({ ...kept, width: kept.width + x, height: kept.height + y }));
    else show(fitted({ ...kept, left: kept.left + x, top: kept.top + y }));
  });

  /* A number that was typed is meant: the box gives way to it, not the number to the box. */
  form.addEventListener("change", (event) => {
    const typed = read();
    if (event.target.name === "left") typed.width = Math.min(typed.width, whole.width - typed.left);
    if (event.target.name === "top") typed.height = Math.min(typed.height, whole.height - typed.top);
    show(fitted(typed));
  });
  const reset = form.querySelector("[data-whole]");
  reset.hidden = false;
  reset.addEventListener("click", () => show(fitted({ left: 0, top: 0, ...whole })));
  show(fitted(read()));
})();
