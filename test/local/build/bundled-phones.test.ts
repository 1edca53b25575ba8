// A bundle has the numbering of the configured countries alone, and reads every number as the whole library would.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "@jest/globals";
import { build, type Plugin } from "esbuild";
import fc from "fast-check";
import type * as library from "../../../lib/core/phone/phone-reader.ts";
import { type PhoneCountries, phoneReader } from "../../../lib/core/phone/phone-reader.ts";

const { onlyPhoneCountries }: { onlyPhoneCountries: (countries: PhoneCountries) => Plugin } = await import(
  new URL("../../../scripts/build/only-phone-countries.mjs", import.meta.url).href
);

const folder = mkdtempSync(join(tmpdir(), "phones-"));
afterAll(() => rmSync(folder, { recursive: true }));

const digits = fc.stringMatching(/^\+?\d{7,15}$/);
const plausible = fc
  .tuple(
    fc.constantFrom("", "+", "00", "0", "+55", "55", "+1", "1", "+351", "0351", "+44", "4191", "604", "415"),
    digits,
  )
  .map(([front, rest]) => front + rest.replace("+", ""));

describe.each([
  { phoneCountry: "BR", phoneCountries: [] },
  { phoneCountry: "CA", phoneCountries: ["BR"] },
  { phoneCountry: "PT", phoneCountries: ["GB", "BR"] },
])("for %j", (countries) => {
  test("it is small, and reads as the whole library does", async () => {
    const outfile = join(folder, `${countries.phoneCountry}.mjs`);
    await build({
      ...{ bundle: true, format: "esm", platform: "node", mainFields: ["module", "main"], minify: true, outfile },
      entryPoints: ["lib/core/phone/phone-reader.ts"],
      plugins: [onlyPhoneCountries(countries)],
    });
    expect(readFileSync(outfile).length).toBeLessThan(60_000);
    const bundled: typeof library = await import(pathToFileURL(outfile).href);
    const [whole, part] = [phoneReader(countries), bundled.phoneReader(countries)];
    fc.assert(
      fc.property(fc.oneof(digits, plausible), (text) => expect(part(text)).toEqual(whole(text))),
      { numRuns: 500 },
    );
  });
});
