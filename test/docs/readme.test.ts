// The README in lock-step with the code: its tables, its names and its examples, which are run as they stand.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { defineConfig } from "../../lib/config.ts";
import { parseAccounts } from "../../lib/core/accounts.ts";
import { commandNames, parseCommand } from "../../lib/core/command.ts";
import { parseDoors } from "../../lib/core/doors.ts";
import { type FaultKind, faults } from "../../lib/core/faults.ts";
import { fieldNames } from "../../lib/core/fields.ts";
import { reasons } from "../../lib/core/signatures/reasons.ts";
import { schemes } from "../../lib/core/signatures/schemes.ts";
import { statuses } from "../../lib/core/status.ts";
import { type Answer, type RunningStack, request, runStack } from "../support/running-stack.ts";

const root = new URL("../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");
const readme = read("README.md");

const sectionOf = (title: string): string => {
  const [, text] = readme.split(`\n## ${title}\n`);
  if (text === undefined) throw new Error(`README.md has no section ${title}`);
  return text.split("\n## ")[0] ?? "";
};
/** Rows below the header whose first cell is code, cell by cell. */
const tableRows = (section: string): string[][] =>
  section
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) => line.slice(2, -2).split(" | "));
const unquoted = (cell = ""): string => cell.replaceAll("`", "");

interface Block {
  kind: string;
  text: string;
}
/** Those of a list's items are indented. */
const blocks: Block[] = [...readme.matchAll(/^( *)```(\w.*)\n([\s\S]*?)^\1```$/gm)].map(
  ([, indent = "", kind = "", text = ""]) => ({ kind, text: text.replaceAll(new RegExp(`^${indent}`, "gm"), "") }),
);
const json = (kind: string): [string, unknown][] =>
  blocks.filter((block) => block.kind === `json ${kind}`).map(({ text }) => [text, JSON.parse(text)]);

const parse = (input: unknown) => parseCommand(input, { now: new Date(), timeZone: defineConfig({}).timeZone });
const sessionId = "2617d127-4314-4954-a7f6-07c17e7f7d2c";

describe("the error table", () => {
  test("has one row an entry of the catalogue, in its order and in its words", () => {
    const expected = Object.values<FaultKind>(faults).map(
      ({ code, status, retryable, summary, remedy }) =>
        `| \`${code}\` | ${status} | ${retryable ? "yes" : "no"} | ${summary} | ${remedy} |`,
    );
    const rows = sectionOf("Errors").split("\n");
    expect(rows.filter((line) => line.startsWith("| `"))).toEqual(expected);
  });
});

test("the table of reasons has one row a reason, in the words of the command line", () => {
  const expected = Object.entries(reasons).map(([code, text]) => `| \`${code}\` | ${text} |`);
  const [, table = ""] = sectionOf("Webhooks").split("\n| `reason` of a 401 |");
  expect(table.split("\n\n")[0]?.split("\n").slice(2)).toEqual(expected);
});

describe("names", () => {
  test("every npm script has its line, and every script the documents mention exists", () => {
    const scripts = Object.keys(JSON.parse(read("package.json")).scripts);
    const rows = tableRows(sectionOf("The project's folders")).map(([name]) => unquoted(name));
    const listed = rows.flatMap((name) => /^npm (?:run )?([\w:-]+)$/.exec(name)?.[1] ?? []);
    expect(listed.toSorted()).toEqual(scripts.toSorted());
    for (const file of ["README.md", "CONTRIBUTING.md", ...readdirSync(new URL("docs/decisions", root))]) {
      const path = file.startsWith("0") ? `docs/decisions/${file}` : file;
      const text = read(path);
      const mentioned = [...text.matchAll(/\bnpm (?:run (?:-s )?)?([a-z][\w:-]*)/g)].map(([, name = ""]) => name);
      expect([path, mentioned.filter((name) => !["ci", "run", ...scripts].includes(name))]).toEqual([path, []]);
    }
  });

  test("every folder of the map exists, and every folder is in the map", () => {
    const rows = tableRows(sectionOf("The project's folders")).map(([name]) => unquoted(name));
    const mapped = rows.filter((name) => name.endsWith("/"));
    for (const folder of mapped)
      expect([folder, readdirSync(new URL(folder, root)).length > 0]).toEqual([folder, true]);
    const folders = (path: string) =>
      readdirSync(new URL(path, root), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => `${path}${name}/`);
    for (const folder of folders("lib/")) expect(mapped).toContain(folder);
  });

  test("every key of the configuration stands in its table, with its default", () => {
    const flatten = (value: unknown, path: string): [string, string][] =>
      typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([key, inner]) => flatten(inner, path === "" ? key : `${path}.${key}`))
        : [[path, JSON.stringify(value)]];
    const rows = tableRows(sectionOf("Configuration")).map(([key, value]) => [unquoted(key), unquoted(value)]);
    // A dash: it has no default, and is missing from a configuration that says nothing.
    const withDefault = rows.filter(([key, value]) => !/^[A-Z]/.test(key ?? "") && value !== "–");
    expect(withDefault).toEqual(flatten(defineConfig({}), ""));
  });

  test("every scheme of signatures has its row, in their order, and every option of hmac has one, too", () => {
    const rows = tableRows(sectionOf("Senders")).map(([name]) => unquoted(name));
    expect(rows.slice(0, schemes.size)).toEqual([...schemes.keys()]);
    const options = rows.slice(schemes.size).flatMap((name) => name.split(", "));
    expect(options.toSorted()).toEqual(Object.keys(schemes.get("hmac")?.options ?? {}).toSorted());
  });

  test("every environment variable it names is read somewhere", () => {
    const code = ["functions", "lib", "local", "scripts"].flatMap((folder) =>
      readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" })
        .filter((file) => /\.m?[jt]s$/.test(file))
        .map((file) => read(`${folder}/${file}`)),
    );
    const rows = tableRows(sectionOf("Configuration")).map(([name]) => unquoted(name));
    const named = rows.filter((name) => /^[A-Z_]+$/.test(name));
    expect(named).toEqual(
      expect.arrayContaining(["PORT", "WTS_PORT", "WTS_BASE_URL", "LOCAL_SECRETS_FILE", "HOOKS_CONFIG"]),
    );
    for (const name of [...named, "ACCOUNTS_SECRET_ID", "DOORS_SECRET_ID"]) {
      expect(readme).toContain(`\`${name}\``);
      expect([name, code.some((text) => new RegExp(`\\b${name}\\b`).test(text))]).toEqual([name, true]);
    }
  });

  test("every field and every status stands in the mapping", () => {
    const section = sectionOf("How each field of the n8n node maps");
    for (const field of fieldNames) {
      const property = field.charAt(0).toLowerCase() + field.slice(1);
      expect(section).toContain(`\`${property}\``);
    }
    for (const status of statuses) expect(section).toContain(`\`${status}\``);
  });

  test("every route is one of serverless.yml, and the other way round", () => {
    const deployed = [...read("serverless.yml").matchAll(/- httpApi: (.+)/g)].map(([, route]) => route);
    const rows = tableRows(sectionOf("HTTP API")).map(([route]) => unquoted(route));
    expect(rows.filter((route) => route.includes(" /"))).toEqual(deployed);
  });

  test("every file it links to exists", () => {
    const links = [...readme.matchAll(/\]\((?!https?:|#)([^)]+)\)/g)].map(([, path = ""]) => path);
    expect(links.length).toBeGreaterThan(2);
    for (const path of links) expect(read(path)).not.toBe("");
  });

  test("every heading it points to exists", () => {
    const anchors = [...readme.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
      title
        .toLowerCase()
        .replaceAll(/[^\w\s-]/g, "")
        .replaceAll(/\s/g, "-"),
    );
    for (const [, anchor] of readme.matchAll(/\]\(#([^)]+)\)/g)) expect(anchors).toContain(anchor);
  });
});

describe("examples", () => {
  test.each(json("command"))("command %# is one that is accepted", (_text, input) => {
    expect(parse(input)).toMatchObject({ ok: true });
  });

  test.each(json("patch"))("body %# of a PATCH is accepted", (_text, body) => {
    expect(parse({ ...(body as object), sessionId })).toMatchObject({ ok: true });
  });

  test("every configuration is one that can be bundled", () => {
    const configurations = blocks.filter(({ kind }) => kind === "ts config");
    expect(configurations.length).toBeGreaterThan(1);
    const folder = mkdtempSync(join(tmpdir(), "readme-"));
    for (const { text } of configurations) {
      const file = join(folder, "hooks.config.ts");
      writeFileSync(file, text);
      const env = { ...process.env, HOOKS_CONFIG: file, HOOKS_DIST: join(folder, "dist") };
      const { status, stderr } = spawnSync(process.execPath, ["scripts/build.mjs"], { env, encoding: "utf8" });
      expect([text, stderr, status]).toEqual([text, "", 0]);
    }
    rmSync(folder, { recursive: true });
  });

  test("there is one of every command", () => {
    const names = json("command").map(([, input]) => (input as { command?: string }).command ?? "update");
    expect(new Set(names)).toEqual(new Set(commandNames));
  });

  test("the secrets are such as the functions read", () => {
    const secret = (kind: string) => json(kind).map(([text]) => text);
    expect(secret("accounts").map((text) => [...parseAccounts(text).keys()])).toEqual([["default", "filial"]]);
    expect(secret("doors").map((text) => parseDoors(text).clients.map(({ client }) => client.name))).toEqual([
      ["crm", "n8n"],
    ]);
  });
});

describe("README example", () => {
  let running: RunningStack;
  beforeAll(async () => {
    running = await runStack();
  });
  afterAll(() => running.stop());

  /** Each curl line with the answer printed below it. */
  const examples = blocks.flatMap(({ kind, text }, index): [string, string][] => {
    const answer = blocks[index + 1];
    return kind === "sh" && text.startsWith("curl ") && answer?.kind === "json" ? [[text, answer.text]] : [];
  });

  const send = (curl: string): Promise<Answer> => {
    const [, path = ""] = /http:\/\/127\.0\.0\.1:3000([^\s']*)/.exec(curl) ?? [];
    const [, method = "GET"] = /-X (\w+)/.exec(curl) ?? [];
    const [, token = null] = /Bearer ([^']+)'/.exec(curl) ?? [];
    const [, raw] = /-d '([^']*)'/.exec(curl) ?? [];
    return request(running.stack.url + path, { method, token, ...(raw !== undefined && { raw }) });
  };
  /** "…" stands for what differs each time. */
  const shown = (answer: string): unknown => JSON.parse(answer, (_key, value) => (value === "…" ? undefined : value));

  test("there are five", () => {
    expect(examples).toHaveLength(5);
  });

  test("every curl line is answered as printed", async () => {
    for (const [curl, answer] of examples) expect((await send(curl)).body).toMatchObject(shown(answer) as object);
  });
});
