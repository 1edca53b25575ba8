// Comes into a console by an address that lets one in, and waits until a view has been read.
import type { Page } from "playwright-core";
import { until } from "../../support/until.ts";
import type { ConsoleWorld } from "./console-world.ts";

/** Resolves when what the view shows has come; what follows changes later is not waited for. */
export const settled = async (page: Page): Promise<void> => {
  await page.locator("main h1").first().waitFor();
  const reading = page.locator(".reading, [aria-busy=true]");
  await until(async () => (await reading.count()) === 0, "the view to be read");
};

/** `path` is that of a view, such as "/parked". */
export const enterConsole = async (
  page: Page,
  { url, newAddress }: Pick<ConsoleWorld, "url" | "newAddress">,
  path = "/",
): Promise<void> => {
  await page.goto(newAddress());
  await settled(page);
  if (path === "/") return;
  await page.goto(`${url}${path}`);
  await settled(page);
};

/** The views that the navigation leads to, as paths. */
export const viewsOf = async (page: Page): Promise<string[]> => {
  const links = await page.locator("nav.views a").all();
  return Promise.all(links.map(async (link) => (await link.getAttribute("href")) ?? ""));
};
