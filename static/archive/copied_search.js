// The search of a static copy: the index lies in scripts, loaded year by year as they are needed.
(() => {
  "use strict";
  const room = document.querySelector("[data-finding]");
  if (!room) return;
  const PAGE = 20;
  const VERIFIED = 60; // candidates whose own words are looked at, at most
  const FIRST_SIGN = 0x100; // stands for the first article of a year
  const FILTERS = ["year", "section", "body", "region", "form", "document"];
  const home = new URL("../", location.href);
  const asked = new URLSearchParams(location.search);
  const shelves = new Map(); // "2026/7" → key → places
  const waiting = new Map();
  let folding = new Map();
  let years = {};
  let sections = {};
  let buckets = 1;

  window.copyFolding = ([from, into]) => {
    const targets = [...into];
    folding = new Map([...from].map((char, n) => [char, targets[n]]));
  };
  window.copyEntries = (entries, names, count) => {
    years = entries;
    sections = names;
    buckets = count;
  };
  window.copyPostings = (year, bucket, [keys, places]) => {
    const of = places.split("\n");
    shelves.set(`${year}/${bucket}`, new Map(keys.split("\n").map((key, n) => [key, of[n]])));
  };

  const fold = (text) => [...text.toLowerCase()].map((char) => folding.get(char) ?? char).join("");

  function wordsOf(typed) {
    const found = [...fold(typed).matchAll(/"([^"]*)"|([^\s"]+)/g)];
    return [...new Set(found.map((each) => each[1] ?? each[2]))].filter((word) => /[\p{L}\p{N}]/u.test(word));
  }

  function keysOf(word) {
    const chars = [...word];
    return chars.length < 3 ? [word] : chars.slice(1).map((char, n) => chars[n] + char);
  }

  const bucketOf = (key) => key.codePointAt(0) % buckets;

  function load(year, bucket) {
    const name = `${year}/${bucket}`;
    if (!waiting.has(name)) {
      waiting.set(name, new Promise((done) => {
        const script = document.createElement("script");
        script.src = new URL(`static/copy/${name}.js`, home);
        script.onload = script.onerror = done;
        document.head.append(script);
      }));
    }
    return waiting.get(name);
  }

  async function placesOf(year, key) {
    const bucket = bucketOf(key);
    await load(year, bucket);
    const signs = shelves.get(`${year}/${bucket}`)?.get(key) ?? "";
    return new Set([...signs].map((sign) => sign.codePointAt(0) - FIRST_SIGN));
  }

  function article(year, place) {
    const [title, number, position, section, document_number, bodies, region, form, document] =
      years[year][place];
    return { title, year, number, position, section, document_number, bodies, region, form, document, place };
  }

  function passes(each) {
    const labels = {
      year: [String(each.year)], section: [each.section], body: each.bodies,
      region: [each.region], form: [each.form], document: each.document ? ["yes"] : [],
    };
    return FILTERS.every((name) => !asked.get(name) || labels[name].includes(asked.get(name)));
  }

  async function candidates(words) {
    const keys = [...new Set(words.flatMap(keysOf))];
    const found = [];
    await Promise.all(Object.keys(years).map(async (year) => {
      const sets = await Promise.all(keys.map((key) => placesOf(year, key)));
      for (const place of years[year].keys()) {
        if (sets.every((set) => set.has(place))) found.push(article(Number(year), place));
      }
    }));
    const inTitle = (each) => words.length > 0 && words.every((word) => fold(each.title).includes(word));
    const newest = (a, b) => b.year - a.year || b.number - a.number || a.position - b.position;
    return found.filter(passes).sort((a, b) => inTitle(b) - inTitle(a) || newest(a, b));
  }

  const addressOf = (each) => new URL(`${each.year}/${each.number}/${each.position}/index.html`, home).href;

  async function linesOf(each) {
    // Opened from a disk: browsers do not let one page read another.
    if (each.lines === undefined && location.protocol === "file:") each.lines = null;
    if (each.lines === undefined) {
      try {
        const answer = await fetch(addressOf(each));
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const blocks = page.querySelectorAll(".text h1, .facts span, .note-box p, .body > *, .attachments li");
        each.lines = [...blocks].map((block) => block.textContent.replace(/\s+/g, " ").trim());
      } catch {
        each.lines = null;
      }
    }
    return each.lines;
  }

  async function verified(found, words) {
    const long = words.filter((word) => [...word].length > 2);
    if (!long.length) return { found, isExact: true };
    const looked = await Promise.all(found.slice(0, VERIFIED).map(async (each) => {
      const lines = await linesOf(each);
      const folded = lines && fold(lines.join("\n"));
      return { each, hasIt: !lines || long.every((word) => folded.includes(word)), isKnown: !!lines };
    }));
    const isExact = found.length <= VERIFIED && looked.every(({ isKnown }) => isKnown);
    const kept = looked.filter(({ hasIt }) => hasIt).map(({ each }) => each);
    return { found: [...kept, ...found.slice(VERIFIED)], isExact };
  }

  function element(tag, words, className) {
    const made = document.createElement(tag);
    if (words) made.textContent = words;
    if (className) made.className = className;
    return made;
  }

  function marked(target, text, words) {
    const folded = fold(text);
    const chars = [...text];
    let rest = 0;
    while (rest < chars.length) {
      const head = [...folded].slice(0, rest).join("").length;
      const hits = words.map((word) => [folded.indexOf(word, head), word]).filter(([at]) => at >= 0);
      if (!hits.length) break;
      const [at, word] = hits.sort((a, b) => a[0] - b[0])[0];
      const start = [...folded.slice(0, at)].length;
      target.append(chars.slice(rest, start).join(""));
      rest = start + [...word].length;
      target.append(element("mark", chars.slice(start, rest).join("")));
    }
    target.append(chars.slice(rest).join(""));
    return target;
  }

  async function passage(each, words) {
    const lines = words.length ? await linesOf(each) : null;
    const line = (lines ?? []).slice(1).find((text) => words.some((word) => fold(text).includes(word)));
    if (!line) return null;
    const at = Math.max(0, Math.min(...words.map((word) => fold(line).indexOf(word)).filter((n) => n >= 0)) - 30);
    return (at ? "…" : "") + line.slice(at, at + 110) + (line.length > at + 110 ? "…" : "");
  }

  async function hit(each, words) {
    const made = element("li", "", "hit");
    const link = marked(element("a"), each.title, words);
    link.href = addressOf(each);
    const heading = element("h2");
    heading.append(link);
    const facts = element("p", "", "facts");
    const section = element("span");
    section.append(element("span", "", `dot dot-${each.section}`), sections[each.section] ?? "");
    facts.append(section, element("span", `${each.year}年第${each.number}期`));
    for (const fact of [each.document_number, each.bodies.slice(0, 3).join("、")]) {
      if (fact) facts.append(element("span", fact));
    }
    made.append(heading, facts);
    const words_found = await passage(each, words);
    if (words_found) made.append(marked(element("p", "", "passage"), words_found, words));
    return made;
  }

  function address(changes) {
    const query = new URLSearchParams(asked);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) query.delete(name);
      else query.set(name, value);
    }
    return `?${query}`;
  }

  function showChosen() {
    const list = room.querySelector(".chosen");
    for (const name of FILTERS.filter((each) => asked.get(each))) {
      const value = asked.get(name);
      const label = { section: sections[value], year: `${value}年`, document: "政策文件" }[name] ?? value;
      const link = element("a", `${label} ×`);
      link.setAttribute("aria-label", `${label}，取消`);
      link.href = address({ [name]: null, page: null });
      list.append(element("li"));
      list.lastChild.append(link);
    }
    list.hidden = !list.children.length;
  }

  function showPages(page, count) {
    const nav = room.querySelector(".pages");
    nav.hidden = count < 2;
    for (const [label, to] of [["上一页", page - 1], ["下一页", page + 1]]) {
      if (to < 1 || to > count) continue;
      const link = element("a", label);
      link.href = address({ page: to });
      nav.append(link);
    }
    if (count > 1) nav.append(element("p", `第 ${page} 页，共 ${count} 页`));
  }

  async function show() {
    const typed = (asked.get("q") ?? "").trim().slice(0, 100);
    const status = room.querySelector(".outcome-count");
    room.querySelector("input[name=q]").value = typed;
    showChosen();
    const words = wordsOf(typed).slice(0, 10);
    if (typed && !words.length) {
      status.textContent = `“${typed}”里没有可以检索的文字，请输入汉字、字母或数字。`;
      return;
    }
    status.textContent = "正在检索……";
    const { found, isExact } = await verified(await candidates(words), words);
    const count = Math.ceil(found.length / PAGE);
    const page = Math.min(Math.max(1, Number.parseInt(asked.get("page"), 10) || 1), Math.max(1, count));
    const shown = await Promise.all(
      found.slice((page - 1) * PAGE, page * PAGE).map((each) => hit(each, words)),
    );
    room.querySelector(".hits").append(...shown);
    const told = typed ? `“${typed}”` : "";
    status.textContent = found.length ? `${told}${isExact ? "共" : "约"} ${found.length} 篇` : `没有找到${told}`;
    showPages(page, count);
  }

  document.addEventListener("DOMContentLoaded", show);
})();
