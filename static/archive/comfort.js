// 大字, 高对比 and 深色: kept by this browser alone. Runs before the page is drawn: nothing flashes.
(() => {
  const root = document.documentElement;
  const SYSTEM = { dark: "(prefers-color-scheme: dark)", contrast: "(prefers-contrast: more)" };
  const KEY = "reading-";
  const sheets = [...document.querySelectorAll("link[data-theme]")];

  function kept(name) {
    try {
      return localStorage.getItem(KEY + name);
    } catch {
      return null; // storage is forbidden: the switches work for this page
    }
  }

  function keep(name, value) {
    try {
      localStorage.setItem(KEY + name, value);
    } catch {
      return;
    }
  }

  const chosen = {};
  for (const name of ["large", "contrast", "dark"]) chosen[name] = kept(name);

  function isOn(name) {
    if (chosen[name] !== null) return chosen[name] === "1";
    return name in SYSTEM && matchMedia(SYSTEM[name]).matches;
  }

  function apply() {
    root.classList.toggle("is-large", isOn("large"));
    for (const sheet of sheets) {
      sheet.media = sheet.dataset.theme.split(" ").every(isOn) ? "all" : "not all";
    }
    const scheme = document.querySelector("meta[name=color-scheme]");
    if (scheme) scheme.content = isOn("dark") ? "dark" : "light";
    for (const button of document.querySelectorAll("[data-comfort]")) {
      button.setAttribute("aria-pressed", String(isOn(button.dataset.comfort)));
    }
  }

  root.classList.add("is-scripted");
  apply();
  for (const query of Object.values(SYSTEM)) matchMedia(query).addEventListener("change", apply);
  document.addEventListener("DOMContentLoaded", apply);
  document.addEventListener("click", (event) => {
    const name = event.target.dataset?.comfort;
    if (!name) return;
    chosen[name] = isOn(name) ? "0" : "1";
    keep(name, chosen[name]);
    apply();
  });
})();
