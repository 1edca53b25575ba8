// A configuration that is edited while a console is open: each read answers what stands there now.
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "@jest/globals";
import { describeError } from "../../cli/describe-error.ts";
import { readHooksConfig } from "../../cli/hooks-config.ts";

const folders: string[] = [];
let folder: string;
let edits = 0;

/** Two edits of one file within a tick of the file system's clock are two all the same. */
const edit = (name: string, text: string): void => {
  writeFileSync(join(folder, name), text);
  edits += 1;
  utimesSync(join(folder, name), new Date(), new Date(1_790_000_000_000 + edits * 1_000));
};

const read = () => readHooksConfig({ HOOKS_CONFIG: join(folder, "hooks.config.ts") });
const said = () => read().then(() => "it was read", describeError);

const root = (language: string): string => `import { defineConfig } from "wts-session-hooks";
import { rule } from "./rule.ts";
export default defineConfig({ language: "${language}", autoClose: { policies: [rule] } });
`;
const rule = (minutes: number): string =>
  `import { hours } from "./hours.ts";
export const rule = { name: "ociosas", idle: { minutes: ${minutes} * hours }, close: {} } as const;
`;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "edited-"));
  folders.push(folder);
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  edit("hooks.config.ts", root("en"));
  edit("rule.ts", rule(30));
  edit("hours.ts", "export const hours = 1;\n");
});
afterAll(() => {
  for (const each of folders) rmSync(each, { recursive: true });
});

const minutes = async () => (await read()).autoClose.policies[0]?.idle;

test("what was not edited is the same object: nothing is read in vain", async () => {
  expect(await read()).toBe(await read());
});

test("an edit of the file, of what it imports, and of what that imports is seen at once", async () => {
  expect(await minutes()).toMatchObject({ minutes: 30 });
  edit("hours.ts", "export const hours = 2;\n");
  expect(await minutes()).toMatchObject({ minutes: 60 });
  edit("rule.ts", rule(20));
  expect(await minutes()).toMatchObject({ minutes: 40 });
  edit("hooks.config.ts", root("pt-BR"));
  expect((await read()).language).toBe("pt-BR");
  expect(await minutes()).toMatchObject({ minutes: 40 });
});

test("an edit that is not finished is said with its place, by the names that people know, until it is corrected", async () => {
  await read();
  edit("hooks.config.ts", `${root("en")}\nnope();\n`);
  const broken = await said();
  expect(broken).toContain("nope is not defined (hooks.config.ts:5:1)");
  expect(await said()).toBe(broken);
  edit("hooks.config.ts", root("pt-BR"));
  expect((await read()).language).toBe("pt-BR");
});

test("a file that was missing is found as soon as it is there", async () => {
  edit("hooks.config.ts", root("en").replace("./rule", "./another"));
  expect(await said()).toContain("another.ts");
  edit("another.ts", rule(5));
  expect(await minutes()).toMatchObject({ minutes: 5 });
});
