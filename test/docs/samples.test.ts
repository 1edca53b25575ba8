// Every delivery that a document shows becomes what the source shown above it makes of it: at least one command.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { runHere } from "../cli/support/hooks-for-tests.ts";
import { type Block, blocks, placeOf } from "./support/documents.ts";
import { configurationOf } from "./support/example-configuration.ts";

/** A sample belongs to the sources that stand above it on its page, since the sample before. */
const samplesOf = (page: readonly Block[]): readonly (readonly [string, Block, Block])[] => {
  let above: Block[] = [];
  return page.flatMap((block, index) => {
    if (block.kind === "ts config" && block.text.includes("verify")) above = [...above, block];
    const isAnswer = page[index - 1]?.text.startsWith("curl ");
    if (block.kind !== "json" || isAnswer) return [];
    const pairs = above.map((configuration) => [placeOf(configuration), configuration, block] as const);
    above = [];
    return pairs;
  });
};

const samples = [...Map.groupBy(blocks, ({ page }) => page).values()].flatMap(samplesOf);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "samples-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

test("there are some", () => {
  expect(samples.length).toBeGreaterThan(1);
});

test.each(samples)("%s", async (place, configuration, sample) => {
  const [name = ""] = Object.keys(configurationOf(configuration).sources);
  const write = (file: string, text: string): string => {
    writeFileSync(join(folder, file), text);
    return join(folder, file);
  };
  // Each source is in a file of its own, since Node imports a file once.
  const environment = {
    HOOKS_CONFIG: write(`${place.replaceAll(/\W/g, "-")}.ts`, configuration.text),
    LOCAL_SECRETS_FILE: write(
      "secrets.json",
      JSON.stringify({ accounts: {}, clients: {}, sources: { [name]: ["a-secret-of-this-test"] } }),
    ),
  };
  const args = ["explain", write("sample.json", sample.text), "--source", name, "--sign", "--json"];
  const { code, stdout, stderr } = await runHere(args, environment);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const { steps } = JSON.parse(stdout) as { steps: { step: string; ok: boolean; shows?: unknown[] }[] };
  expect(steps.filter(({ ok }) => !ok)).toEqual([]);
  expect(steps.find(({ step }) => step === "commands")?.shows?.length).toBeGreaterThan(0);
});
