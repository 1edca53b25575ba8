// Opens a page as somebody would who has never been there, and fails the story if anything went wrong on it.

import { expect } from "@jest/globals";
import type { BrowserContext, Page } from "playwright-core";
import { type Look, usualLook } from "./look.ts";
import { sharedBrowser } from "./shared-browser.ts";
import { type Watched, watchPage } from "./watch-page.ts";

const heights = { 1280: 800, 390: 844 } as const;
/** For what never comes, and not for what is late on a busy machine. */
const patienceMs = 60_000;

export interface OpenedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly watched: Watched;
}

/** No story finds the cookies or the cache of another. Throws what the story throws, and else what went wrong on the page. */
export const withPage = async <Answer>(
  look: Partial<Look>,
  story: (opened: OpenedPage) => Promise<Answer>,
): Promise<Answer> => {
  const { language, width, theme } = { ...usualLook, ...look };
  const browser = await sharedBrowser();
  const context = await browser.newContext({
    viewport: { width, height: heights[width] },
    locale: language,
    timezoneId: "America/Sao_Paulo",
    colorScheme: theme,
    reducedMotion: "reduce",
    hasTouch: width === 390,
  });
  context.setDefaultTimeout(patienceMs);
  // As somebody has chosen it before: of itself the page speaks the language of the configuration.
  await context.addInitScript(`try { localStorage["console-language"] ??= "${language}" } catch {}`);
  try {
    const watched = watchPage(context);
    const page = await context.newPage();
    const answer = await story({ page, context, watched });
    expect(watched.problems).toEqual([]);
    return answer;
  } finally {
    await context.close();
  }
};
