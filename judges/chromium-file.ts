// Finds the Chromium that looks at the console's page, for tests and pictures alike.
import { existsSync } from "node:fs";

/** Debian's, then what machines of GitHub Actions have. */
const usualFiles = ["/usr/bin/chromium", "/usr/bin/google-chrome", "/snap/bin/chromium"];

/** CHROMIUM names another one, which is not looked for. Answers undefined where there is none. */
export const chromiumFile = ({ CHROMIUM }: NodeJS.ProcessEnv): string | undefined =>
  CHROMIUM || usualFiles.find((file) => existsSync(file));

/** Chromium refuses to be root's without the last. It looks for nothing by itself, so that all requests are the page's. */
export const chromiumArguments: readonly string[] = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];
