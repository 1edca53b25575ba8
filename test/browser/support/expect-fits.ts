// Asks a page whether one has to scroll it sideways, which nobody does on a phone.
import { readFileSync } from "node:fs";
import { expect } from "@jest/globals";
import type { Page } from "playwright-core";

const source = readFileSync(new URL("./in-page/wider-than-window.js", import.meta.url), "utf8");

export const expectFits = async (page: Page): Promise<void> => {
  expect(await page.evaluate(source)).toEqual([]);
};
