// A bundle has the dates of the configured calendars alone, and answers as the library would that knows them all.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "@jest/globals";
import { build, type Plugin } from "esbuild";
import { holidayCalendars } from "../../../lib/core/hours/business-hours.ts";
import { configuredDates } from "../../../lib/core/hours/configured-dates.ts";
import * as library from "../../../lib/core/hours/holidays.ts";

const { workedOutHolidays }: { workedOutHolidays: (dates: ReturnType<typeof configuredDates>) => Plugin } =
  await import(new URL("../../../scripts/build/worked-out-holidays.mjs", import.meta.url).href);

const directory = mkdtempSync(join(tmpdir(), "holidays-"));
afterAll(() => rmSync(directory, { recursive: true }));

const bundled = async (config: unknown): Promise<{ bytes: number; module: typeof library }> => {
  const outfile = join(directory, `${Math.random()}.mjs`);
  const { metafile } = await build({
    entryPoints: ["lib/core/hours/holidays.ts"],
    ...{ outfile, bundle: true, minify: true, format: "esm", platform: "node", mainFields: ["module", "main"] },
    plugins: [workedOutHolidays(configuredDates(config, 2026))],
    metafile: true,
  });
  const bytes = Object.values(metafile.outputs)[0]?.bytes ?? Number.POSITIVE_INFINITY;
  return { bytes, module: await import(pathToFileURL(outfile).href) };
};

test("the bundled dates are the library's, of every calendar that stands anywhere in the configuration", async () => {
  const { module } = await bundled({ hours: { holidays: [...holidayCalendars, "01-25"] } });
  for (const calendar of holidayCalendars) {
    const [isHere, isThere] = [module.isHolidayIn([calendar]), library.isHolidayIn([calendar])];
    for (let ms = Date.UTC(2025, 0, 1); ms < Date.UTC(2029, 0, 1); ms += 86_400_000) {
      const date = new Date(ms).toISOString().slice(0, 10);
      if (isHere(date) !== isThere(date)) throw new Error(`${calendar} differs on ${date}`);
    }
  }
});

test("they are few, reach thirty years, and a calendar that is not configured is taken for closed", async () => {
  const { module, bytes } = await bundled({ autoClose: { policies: [{ hours: { holidays: ["BR-SP"] } }] } });
  expect(bytes).toBeLessThan(40_000);
  expect([module.isHolidayIn(["BR-SP"])("2056-07-09"), module.isHolidayIn(["BR-SP"])("2056-07-10")]).toEqual([
    true,
    false,
  ]);
  expect(module.isHolidayIn(["BR-RJ"])("2026-07-10")).toBe(true);
  expect(module.isHolidayIn(["01-25"])("2026-07-10")).toBe(false);
});
