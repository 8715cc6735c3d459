// The outline follows the reader: the heading last passed is the current one.
(() => {
  const links = new Map(
    [...document.querySelectorAll(".outline a")].map((link) => [link.hash.slice(1), link]),
  );
  const places = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  const SIGHT = 120; // px below the upper edge: where the eye rests
  let current = null;

  function follow() {
    const passed = places.filter((place) => place.getBoundingClientRect().top < SIGHT);
    const here = links.get((passed.pop() || places[0])?.id);
    if (!here || here === current) return;
    current?.removeAttribute("aria-current");
    here.setAttribute("aria-current", "true");
    here.scrollIntoView({ block: "nearest" });
    current = here;
  }

  let asked = false;
  addEventListener("scroll", () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      follow();
    });
  }, { passive: true });
  follow();
})();
