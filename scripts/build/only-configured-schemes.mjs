// Of the ways to sign a bundle has those that a source names: each has a file of its own, called as the scheme is (docs/decisions/061).
import { dirname, extname } from "node:path";

const camelCase = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());

const contentsOf = (names, ext) =>
  [
    ...names.map((name) => `import { ${camelCase(name)} } from "./schemes/${name}${ext}";`),
    `export const schemes = new Map([${names.map(camelCase)}].map((scheme) => [scheme.name, scheme]));`,
  ].join("\n");

export const onlyConfiguredSchemes = ({ sources }) => ({
  name: "only-configured-schemes",
  setup(bundler) {
    const named = Object.values(sources).map(({ verify }) => (typeof verify === "string" ? verify : verify.scheme));
    bundler.onLoad({ filter: /\/webhooks\/signatures\/schemes\.[jt]s$/ }, ({ path }) => ({
      contents: contentsOf([...new Set(named)].sort(), extname(path)),
      resolveDir: dirname(path),
    }));
  },
});
