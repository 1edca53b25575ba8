// Collects what goes wrong on a page while nobody looks: it may look right and have failed.
import type { BrowserContext, ConsoleMessage, Page } from "playwright-core";

/** Chromium's words for what its page broke off itself: a stream of events ends so when one goes to another address. */
const brokenOff = "net::ERR_ABORTED";

const placeOf = (message: ConsoleMessage): string => {
  const { url, lineNumber } = message.location();
  return url === "" ? "" : ` (${new URL(url).pathname}:${lineNumber})`;
};

const isElsewhere = (url: string): boolean => {
  const { protocol, hostname } = new URL(url);
  return /^(https?|wss?):$/.test(protocol) && hostname !== "127.0.0.1";
};

export interface Watched {
  /** What went wrong so far, a sentence each. */
  readonly problems: readonly string[];
  /** Takes out what the story wanted to go wrong, and answers how many there were. */
  forget(expected: RegExp): number;
}

/** Begin before the first page is opened. */
export const watchPage = (context: BrowserContext): Watched => {
  const problems: string[] = [];
  const watch = (page: Page): void => {
    // What a policy of the page forbids comes as an error of its console, too.
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type()))
        problems.push(`console ${message.type()}: ${message.text()}${placeOf(message)}`);
    });
    page.on("pageerror", (error) => problems.push(`uncaught: ${error.message}`));
    page.on("requestfailed", (request) => {
      const { errorText = "" } = request.failure() ?? {};
      if (errorText !== brokenOff) problems.push(`request failed: ${request.method()} ${request.url()} ${errorText}`);
    });
    page.on("request", (request) => {
      if (isElsewhere(request.url())) problems.push(`request to elsewhere: ${request.url()}`);
    });
    // Nothing of ours opens one: foreign text ran.
    page.on("dialog", (dialog) => {
      problems.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("popup", (opened) => problems.push(`another window: ${opened.url()}`));
    page.on("crash", () => problems.push("the page crashed"));
  };
  context.on("page", watch);
  return {
    problems,
    forget: (expected) => {
      const kept = problems.filter((problem) => !expected.test(problem));
      const { length } = problems.splice(0);
      problems.push(...kept);
      return length - kept.length;
    },
  };
};
