// What documents show of the catalogue: the very files that `new` writes, as one configuration each, so that there is no second text.
import { type PolicyKind, policyKinds } from "../../catalogue/policy-kinds.ts";
import type { Sender } from "../../catalogue/sender.ts";
import { senders } from "../../catalogue/senders.ts";
import { freeIdentifier } from "../../cli/new/free-identifier.ts";
import { summaryOf } from "../../cli/new/worked-text.ts";
import { policyText, workedPolicy } from "../../cli/new/written-policy.ts";
import { filesOfSource, workedSource } from "../../cli/new/written-source.ts";
import { type Language, languages } from "../../lib/core/texts/language.ts";
import { code, markdownTable } from "./markdown-table.ts";

const fenced = (kind: string, text: string): string => `\`\`\`${kind}\n${text.trimEnd()}\n\`\`\``;

const senderOf = (key: string): Sender => {
  const found = senders.find((sender) => sender.key === key);
  if (found === undefined) throw new Error(`the catalogue has no sender ${key}`);
  return found;
};

const kindOf = (name: string): PolicyKind => {
  const found = policyKinds.find(({ kind }) => kind === name);
  if (found === undefined) throw new Error(`the catalogue has no policy ${name}`);
  return found;
};

/** What stands in files of their own is put into one, with the configuration that lists it. */
const asOneFile = (texts: readonly string[], defined: string, config: string): string => {
  const [, ...blocks] = texts.flatMap((text) => {
    const [summary = "", ...rest] = text
      .replace(/^import .*\n\n?/m, "")
      .replaceAll(/^export const /gm, "const ")
      .split("\n");
    const [before = "", policy] = rest.join("\n").split(/^(?=const \w+ = define)/m);
    // Hours that several files have stand there once.
    return policy === undefined ? ["", `${summary}\n${before}`] : ["", before, `${summary}\n${policy}`];
  });
  const once = [...new Set(blocks.map((block) => block.trim()).filter(Boolean))];
  const imported = `import { ${["defineConfig", defined].toSorted().join(", ")} } from "wts-session-hooks";`;
  return [imported, ...once, `export default ${config}`].join("\n\n");
};

const writtenSource = (key: string, name: string, language: Language): string => {
  const sender = senderOf(key);
  const [source] = filesOfSource({ sender, name, identifier: name, language, observes: true });
  const config = `defineConfig({ sources: { ${name} } });`;
  return fenced("ts config", asOneFile([source?.text ?? ""], "defineSource", config));
};

interface Shown {
  kind: string;
  name: string;
}

const nothingElse: ReadonlySet<string> = new Set();

const policiesOf = (shown: readonly Shown[], language: Language) =>
  shown.map(({ kind, name }) => {
    const identifier = freeIdentifier(name, nothingElse, "Policy");
    return { identifier, text: policyText({ kind: kindOf(kind), name, identifier, language }) };
  });

const closing: readonly Shown[] = [
  { kind: "close-after-answer", name: "comercial-sem-resposta" },
  { kind: "close-forgotten", name: "esquecidas" },
];
const routing: readonly Shown[] = [
  { kind: "route-vip", name: "vip" },
  { kind: "route-new", name: "comercial" },
  { kind: "on-request", name: "cobranca" },
];

const eventsSaid: Readonly<Record<Language, string>> = {
  en: "WTS says by its own webhook what is new and what has changed: `new source wts` writes this one into a file.",
  "pt-BR":
    "O WTS conta pelo webhook dele o que é novo e o que mudou: o `new source wts` escreve esta fonte num arquivo.",
};

const closingExample = (language: Language): string => {
  const policies = policiesOf(closing, language);
  const names = policies.map(({ identifier }) => identifier).join(", ");
  const config = `defineConfig({ autoClose: { policies: [${names}] } });`;
  return fenced(
    "ts config",
    asOneFile(
      policies.map(({ text }) => text),
      "defineAutoClosePolicy",
      config,
    ),
  );
};

const routingExample = (language: Language): string => {
  const policies = policiesOf(routing, language);
  const names = policies.map(({ identifier }) => identifier).join(", ");
  const config = `defineConfig({
  // ${eventsSaid[language]}
  sources: { wts: { verify: "wts", publish: ["SESSION_NEW", "SESSION_UPDATE"] } },
  routing: { policies: [${names}] },
});`;
  return fenced(
    "ts routing",
    asOneFile(
      policies.map(({ text }) => text),
      "defineRoutingPolicy",
      config,
    ),
  );
};

const heads: Readonly<Record<Language, { senders: string[]; policies: string[] }>> = {
  en: {
    senders: ["`new source …`", "Sender", "What the written source does"],
    policies: ["`new policy …`", "What the written policy does"],
  },
  "pt-BR": {
    senders: ["`new source …`", "Remetente", "O que a fonte pronta faz"],
    policies: ["`new policy …`", "O que a regra pronta faz"],
  },
};

const senderTable = (language: Language): string =>
  markdownTable(
    heads[language].senders,
    senders.map((sender) => [code(sender.key), sender.title, summaryOf(language, workedSource(sender))]),
  );

const policyTable = (language: Language, part: PolicyKind["part"]): string =>
  markdownTable(
    heads[language].policies,
    policyKinds
      .filter((kind) => kind.part === part)
      .map((kind) => [code(kind.kind), summaryOf(language, workedPolicy(kind))]),
  );

/** By the names that pages ask for them by. */
export const catalogueParts: Readonly<Record<string, () => string>> = {
  ...Object.fromEntries(
    languages.flatMap((language): [string, () => string][] => [
      [`senders of the catalogue, ${language}`, () => senderTable(language)],
      [`policies that close, ${language}`, () => policyTable(language, "autoClose")],
      [`policies that move, ${language}`, () => policyTable(language, "routing")],
      [`source generic as loja, ${language}`, () => writtenSource("generic", "loja", language)],
      [`closing example, ${language}`, () => closingExample(language)],
      [`routing example, ${language}`, () => routingExample(language)],
    ]),
  ),
};
