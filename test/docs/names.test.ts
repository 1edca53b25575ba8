// What the documents name is there, and what is there is named.
import { readdirSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { defineConfig } from "../../lib/config.ts";
import { fieldNames } from "../../lib/core/command/field-mask.ts";
import { statuses } from "../../lib/core/command/status.ts";
import { routingMetadata } from "../../lib/routing/rules/move-note.ts";
import { type RoutingDecision, rejectionCodes } from "../../lib/routing/rules/routing-decision.ts";
import { plainTriggers } from "../../lib/routing/rules/routing-policy.ts";
import { projectRoot } from "../../scripts/docs/documents.ts";
import {
  codeIn,
  codeSpansOf,
  currentPages,
  englishPages,
  exists,
  pageAt,
  pages,
  read,
  tableRows,
  unquoted,
} from "./support/documents.ts";

const code = codeIn("functions", "judges", "lib", "local", "cli", "scripts") + read("serverless.yml");
const kept: RoutingDecision = { action: "keep", policy: "p", skipped: [], rejected: [], reasons: [], failed: false };

/** Every row that has code in its first cell, of all pages. */
const englishRows = englishPages.flatMap(tableRows);

/** Commands of npm itself, and words that follow its name in a sentence. */
const ofNpm = ["audit", "ci", "install", "pack", "run", "script", "scripts", "version"];

describe("npm scripts", () => {
  const scripts = Object.keys(JSON.parse(read("package.json")).scripts);

  test("each has one row in a table", () => {
    const rows = englishRows.flatMap(([name]) => /^npm (?:run )?([\w:-]+)$/.exec(unquoted(name))?.[1] ?? []);
    expect(rows.toSorted()).toEqual(scripts.toSorted());
  });

  test.each(pages.map((page) => [page.path, page.text]))("%s mentions none that there is not", (_path, text) => {
    const shown = text.replaceAll(/<!--.*?-->/g, "");
    const mentioned = [...shown.matchAll(/\bnpm (?:run (?:-s )?)?([a-z][\w:-]*)/g)].map(([, name = ""]) => name);
    expect(mentioned.filter((name) => ![...ofNpm, ...scripts].includes(name))).toEqual([]);
  });
});

describe("folders and files", () => {
  test("every folder of the map exists, and every folder of lib/ is in the map", () => {
    const mapped = englishRows.map(([name]) => unquoted(name)).filter((name) => /^[\w-]+(?:\/[\w-]+)*\/$/.test(name));
    for (const folder of mapped)
      expect([folder, exists(folder) && readdirSync(new URL(folder, projectRoot)).length > 0]).toEqual([folder, true]);
    const folders = readdirSync(new URL("lib", projectRoot), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `lib/${name}/`);
    expect(folders.length).toBeGreaterThan(5);
    for (const folder of folders) expect(mapped).toContain(folder);
  });

  test("every file that is named exists", () => {
    const paths = currentPages.flatMap((page) =>
      codeSpansOf(page)
        .filter((span) => /^(?:lib|cli|functions|local|scripts|test|docs|events|sources|bench)\/[\w./-]*$/.test(span))
        .map((span) => [page.path, span] as const),
    );
    expect(paths.length).toBeGreaterThan(5);
    // The first start makes the one, and who uses it the other.
    const isMade = (path: string): boolean => path === "local/secrets.json" || path.startsWith("sources/");
    expect(paths.filter(([, path]) => !exists(path) && !isMade(path))).toEqual([]);
  });
});

describe("the configuration", () => {
  const flatten = (value: unknown, path: string): [string, string][] =>
    typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
      ? Object.entries(value).flatMap(([key, inner]) => flatten(inner, path === "" ? key : `${path}.${key}`))
      : [[path, JSON.stringify(value)]];
  const defaults = flatten(defineConfig({}), "");
  const rows = tableRows(pageAt("docs/reference/config.md")).map(([key, value]) => [unquoted(key), unquoted(value)]);

  test("every key stands in its table, with its default", () => {
    const keys = rows.filter(([key = ""]) => !/^[A-Z]/.test(key));
    const withoutDefault = ["publicUrl", "wts.answers", "autoClose.accounts", "reconcile.at", "reconcile.accounts"];
    // Their defaults are told in a sentence.
    const told = ["holds.hours"];
    const untold = defaults.filter(([key]) => !told.some((each) => key.startsWith(`${each}.`)));
    const others = [...withoutDefault, ...told];
    expect(keys.filter(([key = ""]) => !others.includes(key))).toEqual(untold);
    expect(keys).toHaveLength(untold.length + others.length);
  });

  test("every key that is mentioned anywhere exists", () => {
    const known = rows.flatMap(([key = ""]) => [
      key,
      ...key.split(".").map((_, index, all) => all.slice(0, index).join(".")),
    ]);
    const mentioned = currentPages
      .flatMap(codeSpansOf)
      .filter((span) => /^(?:limits|queue|autoClose|routing|reconcile)\.[\w.]+$/.test(span));
    expect(mentioned.length).toBeGreaterThan(20);
    expect(mentioned.filter((key) => !known.includes(key))).toEqual([]);
  });

  test("every environment variable it names is read somewhere", () => {
    const named = rows.flatMap(([name = ""]) => (/^[A-Z_]+$/.test(name) ? name : []));
    expect(named).toEqual(
      expect.arrayContaining(["PORT", "WTS_PORT", "WTS_BASE_URL", "LOCAL_SECRETS_FILE", "HOOKS_CONFIG"]),
    );
    for (const name of [...named, "ACCOUNTS_SECRET_ID", "ACCESS_SECRET_ID"]) {
      expect(englishPages.some(({ text }) => text.includes(`\`${name}\``))).toBe(true);
      expect([name, new RegExp(`\\b${name}\\b`).test(code)]).toEqual([name, true]);
    }
  });
});

describe("codes and messages", () => {
  test("every name in capitals is one of the code", () => {
    const named = currentPages.flatMap((page) =>
      codeSpansOf(page)
        .filter((span) => /^[A-Z]+(?:_[A-Z]+)+$/.test(span))
        .map((span) => [page.path, span] as const),
    );
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter(([, name]) => !new RegExp(`\\b${name}\\b`).test(code))).toEqual([]);
  });

  test("every message that a query of the log looks for is one that is logged", () => {
    const queries = currentPages.flatMap((page) => codeSpansOf(page).filter((span) => span.startsWith("filter ")));
    const messages = queries.flatMap((query) =>
      [...query.matchAll(/message (?:=|in) (\[[^\]]*\]|"[^"]*")/g)].flatMap(([, given = ""]) =>
        [...given.matchAll(/"([^"]*)"/g)].map(([quoted]) => quoted),
      ),
    );
    expect(messages.length).toBeGreaterThan(5);
    expect(messages.filter((quoted) => !code.includes(quoted))).toEqual([]);
  });

  test("every text of several words on the page about the log is logged", () => {
    const texts = codeSpansOf(pageAt("docs/reference/logs.md")).filter((span) => /^[a-z-]+(?: [a-z]+)+$/.test(span));
    expect(texts.length).toBeGreaterThan(5);
    expect(texts.filter((text) => !code.includes(`"${text}"`))).toEqual([]);
  });
});

describe("routing", () => {
  const page = pageAt("docs/reference/policies.md");

  test("every trigger, every code of a rejection and every key of the metadata is explained", () => {
    for (const trigger of [...plainTriggers, "noFirstResponse", "ownerSilent"])
      expect(page.text).toMatch(new RegExp(`^\\| .*\\b${trigger}\\b.* \\|`, "m"));
    for (const rejection of rejectionCodes) expect(page.text).toContain(`\`${rejection}\``);
    for (const key of Object.keys(routingMetadata(kept, { trigger: "backlog", nowMs: 0, hops: 1 })))
      expect(page.text).toContain(`\`${key}\``);
  });
});

describe("the fields of the n8n node", () => {
  test("every field and every status stands in the mapping", () => {
    const { text } = pageAt("docs/guides/from-n8n.md");
    for (const field of fieldNames) expect(text).toContain(`\`${field.charAt(0).toLowerCase() + field.slice(1)}\``);
    for (const status of statuses) expect(text).toContain(`\`${status}\``);
  });
});

describe("routes", () => {
  test("every one is of serverless.yml, and the other way round", () => {
    const deployed = [...read("serverless.yml").matchAll(/- httpApi: (.+)/g)].map(([, route]) => route);
    const rows = tableRows(pageAt("docs/reference/http-api.md")).map(([route]) => unquoted(route));
    expect(deployed.length).toBeGreaterThan(0);
    expect(rows.filter((route) => route.includes(" /"))).toEqual(deployed);
  });
});
