// What holds for every view, however it is looked at: nothing fails unseen, everybody can use it, and nothing is wider than its window.

import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { type ConsoleWorld, startConsoleWorld } from "./support/console-world.ts";
import { enterConsole, settled } from "./support/enter-console.ts";
import { expectAccessible } from "./support/expect-accessible.ts";
import { expectFits } from "./support/expect-fits.ts";
import { everyLook, type Look, lookName, usualLook } from "./support/look.ts";
import { startOrdinaryWorld } from "./support/ordinary-world.ts";
import { viewPaths } from "./support/view-paths.ts";
import { withPage } from "./support/with-page.ts";

const expectWhole = async (page: Page): Promise<void> => {
  await expectFits(page);
  await expectAccessible(page);
};

const goThrough = async (page: Page, { url }: ConsoleWorld, paths: readonly string[]): Promise<void> => {
  for (const path of paths) {
    await page.goto(`${url}${path}`);
    await settled(page);
    expect(await page.getByRole("alert").allInnerTexts()).toEqual([]);
    await expectWhole(page);
  }
};

const named = (look: Look) => [lookName(look), look] as const;
const looks = everyLook.map(named);
/** Where what stands on the page is the same few words, two that have nothing in common do. */
const opposites = [usualLook, { language: "pt-BR", width: 390, theme: "dark" } as const].map(named);

describe("on an ordinary day", () => {
  let world: ConsoleWorld;
  let paths: readonly string[];
  beforeAll(async () => {
    ({ world, paths } = await startOrdinaryWorld());
  });
  afterAll(() => world.stop());

  test.each(looks)("each view is whole: %s", async (_name, look) => {
    await withPage(look, async ({ page }) => {
      await enterConsole(page, world);
      await goThrough(page, world, paths);
    });
  });

  test.each(opposites)("each view that is being read says so, and is whole: %s", async (_name, look) => {
    await withPage(look, async ({ page }) => {
      await enterConsole(page, world);
      // It comes for ever, but for the place: without that there is no view yet.
      await page.route(/\/api\/ask\/(?!place)/, () => {});
      for (const path of viewPaths) {
        await page.goto(`${world.url}${path}`);
        await page.locator("main h1").first().waitFor();
        await expectWhole(page);
      }
    });
  });
});

describe("where nothing is yet", () => {
  let world: ConsoleWorld;
  beforeAll(async () => {
    world = await startConsoleWorld({});
  });
  afterAll(() => world.stop());

  test.each(opposites)("each view is whole: %s", async (_name, look) => {
    await withPage(look, async ({ page }) => {
      await enterConsole(page, world);
      await goThrough(page, world, viewPaths);
    });
  });
});

describe("where WTS has failed, and then the stack", () => {
  let world: ConsoleWorld;
  beforeAll(async () => {
    world = await startConsoleWorld({
      routing: { policies: [{ name: "fila", when: ["SESSION_NEW"], department: "Comercial" }] },
    });
  });
  afterAll(() => world.stop());

  test("each view says what it can, and is whole, without WTS", async () => {
    await world.admin("POST", "faults", [{ status: 503 }]);
    for (const width of [1280, 390] as const)
      await withPage({ width }, async ({ page }) => {
        await enterConsole(page, world);
        for (const path of viewPaths) {
          await page.goto(`${world.url}${path}`);
          await settled(page);
          await expectWhole(page);
        }
      });
  });

  test.each(opposites)("each view says that nothing runs any more, and is whole: %s", async (_name, look) => {
    await world.stack.stop();
    await withPage(look, async ({ page }) => {
      const asked: string[] = [];
      page.on("request", (request) => void asked.push(new URL(request.url()).pathname));
      await page.goto(world.newAddress());
      for (const path of viewPaths) {
        asked.length = 0;
        await page.goto(`${world.url}${path}`);
        await settled(page);
        // What is not on the machine is no failure of a view that asks nothing of it.
        const asksMore = asked.some((each) => each.startsWith("/api/ask/") && each !== "/api/ask/place");
        if (asksMore) expect(await page.getByRole("alert").count()).toBeGreaterThan(0);
        await expectWhole(page);
      }
    });
  });
});
