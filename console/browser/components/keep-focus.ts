// Has the keyboard, and whoever is read to, go on where they were, or at the head of the view where that is gone.

const isLost = (): boolean => document.activeElement === null || document.activeElement === document.body;

const toHead = (): void => document.querySelector<HTMLElement>("main h1")?.focus();

/** What was done may have taken away what stood there, once the view is read again. */
const watch = (element: HTMLElement): void => {
  const watching = new MutationObserver(() => {
    if (document.activeElement === element) return;
    watching.disconnect();
    if (isLost()) toHead();
  });
  watching.observe(document.body, { childList: true, subtree: true });
};

/** Only where nothing else has the focus by now. */
export const keepFocus = (before: Element | null): void => {
  if (!isLost()) return;
  if (before instanceof HTMLElement && before.isConnected && before !== document.body) {
    before.focus();
    watch(before);
  } else toHead();
};
