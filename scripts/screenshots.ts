// `npm run screenshots`: pictures of every view of the console, in both languages, at both widths, light and dark, from the demo's world.
import { mkdirSync, writeFileSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";
import { chromiumArguments, chromiumFile } from "../judges/chromium-file.ts";
import { languages } from "../lib/core/texts/language.ts";
import { registerOwnPackage } from "../local/register-own-package.ts";
import { startPictureWorld } from "./screenshots/picture-world.ts";
import { type Picture, pictures } from "./screenshots/pictures.ts";
import { sameEachTime, toMinute } from "./screenshots/same-each-time.ts";
import { smallPng } from "./screenshots/small-png.ts";

registerOwnPackage();

const folder = new URL("../docs/images/console/", import.meta.url);
const sizes = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
] as const;

const settled = async (page: Page): Promise<void> => {
  await page.locator("main h1").first().waitFor();
  const reading = page.locator(".reading, [aria-busy=true]");
  while ((await reading.count()) > 0) await page.waitForTimeout(50);
};

/** What is drawn, and not styled, is drawn anew some frames after the theme is another: the picture is the one that stays. */
const stillPicture = async (page: Page): Promise<Buffer> => {
  let taken: Buffer | undefined;
  for (;;) {
    const again = await page.screenshot({ animations: "disabled" });
    if (taken?.equals(again)) return again;
    taken = again;
  }
};

const goTo = async (page: Page, origin: string, { path, link, press }: Picture): Promise<void> => {
  await page.goto(origin + path);
  await settled(page);
  if (link !== undefined) {
    const href = await page.locator(link).first().getAttribute("href");
    await page.goto(origin + href);
    await settled(page);
  }
  if (press === undefined) return;
  const answered = page.waitForResponse(press.answer);
  await page.locator(press.button).first().click();
  await (await answered).finished();
  await settled(page);
};

const take = async (browser: Browser, language: (typeof languages)[number]): Promise<void> => {
  const world = await startPictureWorld(language);
  try {
    const context = await browser.newContext({
      locale: language,
      timezoneId: "America/Sao_Paulo",
      reducedMotion: "reduce",
    });
    const page = await context.newPage();
    // The page knows how far the stack's clock is from its own, which is the machine's.
    const nowMs = toMinute(world.now()) - world.offsetMs();
    await page.clock.setFixedTime(nowMs);
    await sameEachTime(page, nowMs);
    await page.goto(world.address);
    await settled(page);
    const { origin } = new URL(world.address);
    for (const picture of pictures) {
      await goTo(page, origin, picture);
      for (const { width, height } of sizes)
        for (const colorScheme of ["light", "dark"] as const) {
          await page.setViewportSize({ width, height });
          await page.emulateMedia({ colorScheme });
          const name = `${picture.name}-${width}-${colorScheme}.png`;
          writeFileSync(new URL(`${language}/${name}`, folder), smallPng(await stillPicture(page)));
        }
      console.log(`${language}/${picture.name}`);
    }
    await context.close();
  } finally {
    await world.stop();
  }
};

const executablePath = chromiumFile(process.env);
if (executablePath === undefined) throw new Error("the pictures need Chromium: `npm run browser:install`");
const browser = await chromium.launch({ executablePath, args: [...chromiumArguments] });
try {
  for (const language of languages) {
    mkdirSync(new URL(`${language}/`, folder), { recursive: true });
    await take(browser, language);
  }
} finally {
  await browser.close();
}
