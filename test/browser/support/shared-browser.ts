// One Chromium for all test files of a worker: to start one takes longer than most stories.
import { type Browser, chromium } from "playwright-core";
import { chromiumArguments, chromiumFile } from "../../../judges/chromium-file.ts";

let browser: Promise<Browser> | undefined;

const launch = (): Promise<Browser> => {
  const executablePath = chromiumFile(process.env);
  // These tests are never left out: without a browser nothing is known of the page.
  if (executablePath === undefined)
    throw new Error(
      "npm run test:browser needs Chromium: install it with `npm run browser:install`, or set CHROMIUM to its file",
    );
  return chromium.launch({ executablePath, args: [...chromiumArguments] });
};

/** It ends with the worker. */
export const sharedBrowser = (): Promise<Browser> => {
  browser ??= launch();
  return browser;
};
