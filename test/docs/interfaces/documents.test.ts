// The descriptions for programs are what their standards say, as validators of others see it, and have every route and every event.
import { readdirSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { parseCommand } from "../../../lib/core/command/command.ts";
import { parseTargetedCommand } from "../../../lib/core/command/targeted-command.ts";
import { outcomeTypes } from "../../../lib/core/outcome.ts";
import { projectRoot } from "../../../scripts/docs/documents.ts";
import { beyondSchemas } from "../../../scripts/docs/interfaces/beyond-schemas.ts";
import { read } from "../support/documents.ts";
import { openapiProblems } from "./support/openapi-problems.mjs";
import { problemsBy, problemsByApi } from "./support/problems-by-schema.ts";

const api = JSON.parse(read("docs/reference/openapi.json"));
const folder = "docs/reference/schemas/";
const files = readdirSync(new URL(folder, projectRoot)).map((file) => [file, JSON.parse(read(folder + file))] as const);
const timeZone = "America/Sao_Paulo";

describe("OpenAPI", () => {
  test("is a valid document of 3.1", async () => {
    expect(await openapiProblems(structuredClone(api))).toEqual({ version: "3.1", problems: [] });
  });

  test("is none with something wrong in it", async () => {
    const { problems } = await openapiProblems({ ...structuredClone(api), paths: { sessions: {} } });
    expect(problems).not.toEqual([]);
  });

  test("has the routes that are deployed, and no others", () => {
    const deployed = [...read("serverless.yml").matchAll(/- httpApi: (.+)/g)].map(([, route]) => route);
    const described = Object.entries(api.paths as Record<string, object>).flatMap(([path, operations]) =>
      Object.keys(operations)
        .filter((method) => method !== "parameters")
        .map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.toSorted()).toEqual(deployed.toSorted());
  });

  test("names no default in a body: generators of clients ask their users for what has one", () => {
    const withDefault = (value: unknown): string[] =>
      Object(value) === value
        ? Object.entries(value as object).flatMap(([key, inner]) => [
            ...(key === "default" ? [JSON.stringify(value)] : []),
            ...withDefault(inner),
          ])
        : [];
    expect(withDefault(api.components.schemas)).toEqual([]);
  });

  test("has the version of the package", () => {
    expect(api.info.version).toBe(JSON.parse(read("package.json")).version);
  });

  test("shows examples that its own schemas allow", () => {
    const problemsAt = problemsByApi(api);
    const schemas = Object.entries(api.components.schemas as Record<string, { examples?: readonly unknown[] }>);
    const shown = schemas.flatMap(([name, { examples = [] }]) => examples.map((example) => [name, example] as const));
    expect(shown.length).toBeGreaterThan(20);
    for (const [name, example] of shown)
      expect([name, problemsAt(`/components/schemas/${name}`, example)]).toEqual([name, []]);
  });
});

describe("schemas of events", () => {
  test.each(files)("%s is valid by its dialect, and complete in itself", (_file, schema) => {
    expect(schema.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
    expect(problemsBy(schema)({})).not.toEqual([]);
  });

  test("there is one for each outcome", () => {
    const titles = files.map(([, { title }]) => title);
    for (const type of outcomeTypes) expect(titles).toContain(type);
  });
});

describe("what no schema can say", () => {
  const taken = files.find(([file]) => file === "session-update-requested.json")?.[1];
  const shown = beyondSchemas.flatMap(({ allowed, example, is }) => (example ? [{ allowed, example, is }] : []));

  test.each(shown.map((beyond) => [beyond.allowed, beyond] as const))("%s", (_allowed, { example, is }) => {
    const event = { source: "my.crm", "detail-type": "Session Update Requested", detail: example };
    expect(problemsBy(taken)(event)).toEqual([]);
    const parsed =
      "session" in example ? parseTargetedCommand(example, { timeZone }) : parseCommand(example, { timeZone });
    expect(parsed).toMatchObject({ ok: false });
    if (parsed.ok) return;
    expect(parsed.issues.map((issue) => is(issue, JSON.stringify(example)))).toEqual(parsed.issues.map(() => true));
    expect(parsed.issues.length).toBeGreaterThan(0);
  });
});
