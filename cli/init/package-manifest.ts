// Makes the package.json of a user's folder; one that is there is given what it lacks, and keeps everything that it has.
import type { Language } from "../../lib/core/texts/language.ts";
import { isProperties, own } from "../../lib/core/value.ts";

interface ManifestOptions {
  name: string;
  language: Language;
  /** How npm finds the product. */
  reference: string;
}

const descriptions: Readonly<Record<Language, string>> = {
  en: "What happens to our WTS Chat sessions",
  "pt-BR": "O que acontece com os nossos atendimentos no WTS Chat",
};

/** Each runs what the product brought, so that an upgrade changes none of them. */
const scripts = {
  start: "wts-session-hooks start",
  test: "wts-session-hooks test",
  build: "wts-session-hooks build",
  package: "wts-session-hooks package",
  deploy: "wts-session-hooks deploy",
  osls: "wts-session-hooks osls",
  hooks: "wts-session-hooks",
  demo: "wts-session-hooks demo",
  wts: "wts-session-hooks stand-in",
};

/** npm takes no others. */
const nameFrom = (text: string): string =>
  text
    .normalize("NFD")
    .replaceAll(/\p{M}+/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, "-")
    .replaceAll(/^-+|-+$/g, "") || "session-hooks";

/** What `npm init` writes there, which only says that there is none. */
const isNoTest = (key: string, value: unknown): boolean =>
  key === "test" && typeof value === "string" && value.includes("no test specified");

/** Adds to `target` what it lacks of `wanted`, in `wanted`'s order; answers the names of what was added. */
const fill = (target: Record<string, unknown>, wanted: object, prefix = ""): string[] =>
  Object.entries(wanted).flatMap(([key, value]) => {
    const there = own(target, key);
    if (there === undefined || isNoTest(key, there)) {
      target[key] = value;
      return [prefix + key];
    }
    return isProperties(there) && isProperties(value) ? fill(there, value, `${prefix}${key}.`) : [];
  });

export const packageManifest = (
  existing: object,
  { name, language, reference }: ManifestOptions,
): { manifest: object; added: readonly string[] } => {
  const manifest = structuredClone(existing) as Record<string, unknown>;
  const wanted = {
    name: nameFrom(name),
    version: "0.0.0",
    private: true,
    description: descriptions[language],
    type: "module",
    scripts,
    dependencies: { "wts-session-hooks": reference },
    // An editor knows node:test from it.
    devDependencies: { "@types/node": "^24.0.0" },
  };
  return { manifest, added: fill(manifest, wanted) };
};
