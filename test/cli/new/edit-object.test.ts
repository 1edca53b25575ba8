// A configuration that somebody wrote is changed by insertions alone, or not at all.
import { stripTypeScriptTypes } from "node:module";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { withJsonEntry, withListed } from "../../../cli/new/edit-object.ts";

const own = 'import { defineConfig } from "wts-session-hooks";\n';
const source = {
  wanted: { path: ["sources"], container: "ObjectExpression", item: "loja", key: "loja" },
  importLine: 'import { loja } from "./sources/loja.ts";',
} as const;
const policy = {
  wanted: { path: ["autoClose", "policies"], container: "ArrayExpression", item: "parados" },
  importLine: 'import { parados } from "./policies/parados.ts";',
} as const;

const listed = (written: string, listing: typeof source | typeof policy) =>
  withListed(`${own}\nexport default ${written};\n`, listing)
    ?.replace(`${own}${listing.importLine}\n\nexport default `, "")
    .replace(/;\n$/, "");

describe("where it is written plainly", () => {
  test.each([
    ["defineConfig({})", "defineConfig({ sources: { loja } })"],
    ["defineConfig({ sources: {} })", "defineConfig({ sources: { loja } })"],
    ["defineConfig({ sources: { a, b } })", "defineConfig({ sources: { a, b, loja } })"],
    ["defineConfig({\n  sources: { a },\n})", "defineConfig({\n  sources: { a, loja },\n})"],
    [
      "defineConfig({\n  sources: {\n    a, // one, two\n    b: { verify: x }, /* c, */\n  },\n})",
      "defineConfig({\n  sources: {\n    a, // one, two\n    b: { verify: x }, /* c, */\n    loja,\n  },\n})",
    ],
    ["defineConfig({\n  language: 'en'\n})", "defineConfig({\n  language: 'en',\n  sources: { loja }\n})"],
    ["defineConfig({ 'sources': { a } } satisfies Odd)", "defineConfig({ 'sources': { a, loja } } satisfies Odd)"],
  ])("%s", (before, after) => {
    expect(listed(before, source)).toBe(after);
  });

  test.each([
    ["defineConfig({})", "defineConfig({ autoClose: { policies: [parados] } })"],
    ["defineConfig({ autoClose: {} })", "defineConfig({ autoClose: { policies: [parados] } })"],
    [
      "defineConfig({ autoClose: { policies: [...others, a] } })",
      "defineConfig({ autoClose: { policies: [...others, a, parados] } })",
    ],
    [
      'defineConfig({\n  autoClose: {\n    policies: [\n      {\n        name: "a",\n      },\n    ],\n  },\n})',
      'defineConfig({\n  autoClose: {\n    policies: [\n      {\n        name: "a",\n      },\n      parados,\n    ],\n  },\n})',
    ],
  ])("%s", (before, after) => {
    expect(listed(before, policy)).toBe(after);
  });

  test("a configuration that has a name first, one with line ends of Windows, and a comment behind the last import", () => {
    const text = `${own.trim()} // ours\r\n\r\nconst config = defineConfig({\r\n  sources: {\r\n    a,\r\n  },\r\n});\r\nexport default config;\r\n`;
    expect(withListed(text, source)).toBe(
      text
        .replace("// ours\r\n", `// ours\r\n${source.importLine}\r\n`)
        .replace("    a,\r\n", "    a,\r\n    loja,\r\n"),
    );
  });
});

test.each([
  ["what is not there to be read", "defineConfig({"],
  ["what comes from elsewhere", "defineConfig(settings)"],
  ["what may hide a name", "defineConfig({ ...settings })"],
  ["sources that are another name", "defineConfig({ sources: all })"],
  ["sources that may have the name", "defineConfig({ sources: { ...all } })"],
  ["sources that have the name", "defineConfig({ sources: { loja: {} } })"],
  ["sources that are written twice", "defineConfig({ sources: {}, sources: {} })"],
  ["a function of somebody else", "makeConfig({ sources: {} })"],
  ["two arguments", "defineConfig({ sources: {} }, 1)"],
])("%s is left to a person", (_what, written) => {
  expect(listed(written, source)).toBeUndefined();
});

test("a defineConfig that is not ours is left to a person", () => {
  expect(
    withListed('import { defineConfig } from "vite";\nexport default defineConfig({ sources: {} });\n', source),
  ).toBeUndefined();
});

/** Configurations as people write them: spaces, comments, commas or none, and more beside. */
const gap = fc.constantFrom("", " ", "\n", "\n  ", " /* , } ] */ ", "\n  // a, { [\n");
const names = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"), { maxLength: 4 });
const container = fc
  .tuple(names, fc.array(gap, { minLength: 6, maxLength: 6 }), fc.boolean())
  .map(([items, gaps, hasComma]) => {
    const inner = items.map((item, index) => `${gaps[index]}${item}`).join(",");
    return { items, text: inner + (items.length > 0 && hasComma ? `${gaps[4]},` : "") + gaps[5] };
  });
const configurations = fc
  .tuple(container, container, fc.boolean(), fc.boolean(), gap)
  .map(([sources, policies, hasSources, hasPolicies, between]) => ({
    sources: hasSources ? sources.items : [],
    policies: hasPolicies ? policies.items : [],
    text: `${own}const [a, b, c, d] = ["a", "b", "c", "d"];${between}
export default defineConfig({${between}${hasSources ? `sources: {${sources.text}},` : ""}${between}
  ${hasPolicies ? `autoClose: { policies: [${policies.text}] },` : ""} language: "en"${between}});\n`,
  }));

const evaluated = (text: string): { sources?: object; autoClose?: { policies: string[] } } =>
  new Function(
    "defineConfig",
    "loja",
    "parados",
    stripTypeScriptTypes(text)
      .replaceAll(/^\s*import .*$/gm, "")
      .replace("export default ", "return "),
  )((config: unknown) => config, "loja", "parados");

test("whatever stands there still does: nothing is taken away, and the entry is the last", () => {
  fc.assert(
    fc.property(configurations, ({ text, sources, policies }) => {
      const once = withListed(text, source) ?? "";
      const both = withListed(once, policy) ?? "";
      const config = evaluated(both);
      expect(Object.keys(config.sources ?? {})).toEqual([...sources, "loja"]);
      expect(config.autoClose?.policies).toEqual([...policies, "parados"]);
      // What was there can be read off what is there now, sign by sign.
      let at = 0;
      for (const sign of both) if (sign === text[at]) at++;
      expect(at).toBe(text.length);
    }),
    { numRuns: 300 },
  );
});

test("JSON keeps its form, and what is none stays as it is", () => {
  const wanted = {
    path: ["sources"],
    container: "ObjectExpression",
    item: '"x": ["y"]',
    key: "x",
    isJson: true,
  } as const;
  fc.assert(
    fc.property(
      fc.dictionary(fc.stringMatching(/^[a-w]{1,5}$/), fc.array(fc.string())),
      fc.constantFrom(0, 2, "\t"),
      (sources, space) => {
        const text = JSON.stringify({ accounts: {}, sources }, undefined, space);
        const changed = withJsonEntry(text, wanted);
        expect(JSON.parse(changed ?? "")).toEqual({ accounts: {}, sources: { ...sources, x: ["y"] } });
      },
    ),
    { numRuns: 100 },
  );
  expect(withJsonEntry('{"accounts":{}}', wanted)).toBe('{"accounts":{}, "sources": { "x": ["y"] }}');
  for (const text of ["", "[]", "{ half", '{"sources": []}', '{"sources": {"x": []}}'])
    expect(withJsonEntry(text, wanted)).toBeUndefined();
});
