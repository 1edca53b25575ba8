// Goes through a page with nothing but the Tab key, as somebody without a mouse.
import type { Locator, Page } from "playwright-core";

/** More than any page of ours has: the focus is in a trap. */
const mostTabs = 200;

const isFocused = async (page: Page, target: Locator): Promise<boolean> =>
  (await target.and(page.locator(":focus")).count()) === 1;

/** Answers how often Tab was pressed until `target` has the focus. Throws where it never gets it. */
export const tabTo = async (page: Page, target: Locator): Promise<number> => {
  for (let tabs = 0; tabs <= mostTabs; tabs += 1) {
    if (await isFocused(page, target)) return tabs;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab was pressed ${mostTabs} times, and ${target} never had the focus`);
};
