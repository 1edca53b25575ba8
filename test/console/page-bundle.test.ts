// The page is small, and made of nothing but itself and what is pure.
import { gzipSync } from "node:zlib";
import { expect, test } from "@jest/globals";
import { bundlePage } from "../../scripts/console/bundle-page.mjs";

/** In bytes, of all that the browser loads. */
const mostCompressed = 150_000;

test("all of it is under 150 kB compressed", async () => {
  const files = await bundlePage();
  expect(files.map(({ name }) => name.replace(/-\w+\./, ".")).toSorted()).toEqual([
    "icon.svg",
    "index.html",
    "main.css",
    "main.js",
  ]);
  const bytes = files.reduce((sum, file) => sum + gzipSync(file.bytes).length, 0);
  expect(bytes).toBeLessThan(mostCompressed);
});
