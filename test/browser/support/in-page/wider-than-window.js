// Runs in the page, as one expression: answers what makes the page wider than its window, so that one would have to scroll sideways.
(() => {
  const { clientWidth, scrollWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];

  /** What scrolls by itself, or cuts, may hold something wide. */
  const isHeld = (element) => {
    for (let outer = element.parentElement; outer && outer !== document.body; outer = outer.parentElement)
      if (getComputedStyle(outer).overflowX !== "visible") return true;
    return false;
  };

  const nameOf = (element) => {
    const classes = [...element.classList].map((name) => `.${name}`).join("");
    return `${element.localName}${classes} "${element.textContent.trim().slice(0, 40)}"`;
  };

  const wide = [...document.body.querySelectorAll("*")].filter(
    (element) => element.getBoundingClientRect().right > clientWidth + 1 && !isHeld(element),
  );
  return [`${scrollWidth} pixels in a window of ${clientWidth}`, ...wide.slice(0, 5).map(nameOf)];
})();
