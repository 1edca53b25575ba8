// A bundle carries Brazil's holidays and no other country's; what it left out must not have been needed.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "@jest/globals";
import { build, type Plugin } from "esbuild";
import { holidayCalendars } from "../../../lib/core/hours/business-hours.ts";
import * as library from "../../../lib/core/hours/holidays.ts";

const { onlyBrazil }: { onlyBrazil: Plugin } = await import(
  new URL("../../../scripts/only-brazil.mjs", import.meta.url).href
);

const directory = mkdtempSync(join(tmpdir(), "holidays-"));
afterAll(() => rmSync(directory, { recursive: true }));

test("the bundled library knows the same holidays as the whole one, at less than a third of its size", async () => {
  const outfile = join(directory, "holidays.mjs");
  const bundle = (plugins: Plugin[]) =>
    build({
      entryPoints: ["lib/core/hours/holidays.ts"],
      outfile,
      bundle: true,
      minify: true,
      format: "esm",
      platform: "node",
      mainFields: ["module", "main"],
      plugins,
      metafile: true,
    });
  const bytesOf = ({ metafile }: Awaited<ReturnType<typeof bundle>>) =>
    metafile.outputs[Object.keys(metafile.outputs)[0] ?? ""]?.bytes ?? 0;
  const whole = bytesOf(await bundle([]));
  const ours = bytesOf(await bundle([onlyBrazil]));
  expect(ours).toBeGreaterThan(1000);
  expect(ours * 3).toBeLessThan(whole);
  const bundled: typeof library = await import(pathToFileURL(outfile).href);
  for (const calendar of holidayCalendars) {
    const [isHere, isThere] = [bundled.isHolidayIn([calendar]), library.isHolidayIn([calendar])];
    for (let ms = Date.UTC(2026, 0, 1); ms < Date.UTC(2028, 0, 1); ms += 86_400_000) {
      const date = new Date(ms).toISOString().slice(0, 10);
      if (isHere(date) !== isThere(date)) throw new Error(`${calendar} differs on ${date}`);
    }
  }
});
