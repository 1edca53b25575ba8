// Every view beside text that was chosen to be more than text: nothing of it runs, nothing becomes an element, no layout is turned, and the page stays usable.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import type { ConsoleWorld } from "./support/console-world.ts";
import { enterConsole, settled } from "./support/enter-console.ts";
import { expectAccessible } from "./support/expect-accessible.ts";
import { expectFits } from "./support/expect-fits.ts";
import { markup } from "./support/hostile-text.ts";
import { startHostileWorld } from "./support/hostile-world.ts";
import { viewPaths } from "./support/view-paths.ts";
import { withPage } from "./support/with-page.ts";

const foreignElements = readFileSync(new URL("./support/in-page/foreign-elements.js", import.meta.url), "utf8");
/** In pixels: what is long is cut, so that one comes to what is below it. On a phone 200 kB are twice as much, and a list of everything is half. */
const highestPage = 60_000;
/** Of addresses that differ by an id alone. */
const mostOfAKind = 2;
const mostPages = 12;
const mostOpened = 30;

let world: ConsoleWorld;
beforeAll(async () => {
  world = await startHostileWorld();
}, 600_000);
afterAll(() => world.stop());

/** The first characters of the markup, as one reads them, also where it is quoted. */
const shownMarkup = markup.slice(0, 9);

const kindOf = (path: string): string => path.replaceAll(/[0-9a-f]{8}[\w-]*|[^/?&=]{40,}/gi, "*");

const linksOn = async (page: Page): Promise<string[]> => {
  const hrefs = await page
    .locator('main a[href^="/"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  return hrefs.filter((href) => href !== null);
};

/** What is folded is opened, and a little of what is cut is shown whole. */
const openEverything = async (page: Page): Promise<void> => {
  const folded = page.locator("main details:not([open]) > summary:visible");
  for (let left = mostOpened; left > 0 && (await folded.count()) > 0; left -= 1) await folded.first().click();
  const more = page.locator("main button.link").filter({ hasText: /Show all|Mostrar todos/ });
  for (let index = Math.min(await more.count(), 2); index > 0; index -= 1) await more.first().click();
};

const expectOnlyText = async (page: Page): Promise<void> => {
  expect(await page.evaluate(foreignElements)).toEqual([]);
  await expectFits(page);
};

/** Follows the links below `start`, and answers whether a page showed the markup as text. */
const lookAround = async (page: Page, start: string): Promise<boolean> => {
  const waiting = [start];
  const visited: string[] = [];
  const kinds = new Map<string, number>();
  let isShown = false;
  for (let path = waiting.shift(); path !== undefined && visited.length < mostPages; path = waiting.shift()) {
    const kind = kindOf(path);
    const already = kinds.get(kind) ?? 0;
    if (already >= mostOfAKind || visited.includes(path) || !path.startsWith(start)) continue;
    kinds.set(kind, already + 1);
    visited.push(path);
    await page.goto(`${world.url}${path}`);
    await settled(page);
    await expectOnlyText(page);
    expect(await page.evaluate("document.documentElement.scrollHeight")).toBeLessThan(highestPage);
    waiting.push(...(await linksOn(page)));
    await openEverything(page);
    await expectOnlyText(page);
    isShown ||= (await page.locator("main").innerText()).includes(shownMarkup);
  }
  return isShown;
};

describe.each([1280, 390] as const)("%i pixels wide", (width) => {
  const showing: string[] = [];

  test.each(viewPaths)("%s shows foreign text as text", async (path) => {
    await withPage({ width, language: width === 390 ? "pt-BR" : "en" }, async ({ page }) => {
      await enterConsole(page, world);
      if (await lookAround(page, path)) showing.push(path);
      // The page goes on working.
      await page.locator("nav.views a").last().click();
      await page.waitForURL(/\/local$/);
    });
  });

  test("the views had something to show", () => {
    expect(showing).toEqual(expect.arrayContaining(["/sessions", "/parked"]));
  });
});

test.each(viewPaths)("%s stays accessible", async (path) => {
  await withPage({ width: 390, theme: "dark" }, async ({ page }) => {
    await enterConsole(page, world, path);
    await expectAccessible(page);
  });
});
