// Lists what stands in a user's folder at first, but for package.json, which may be there before.
import { readFileSync } from "node:fs";
import type { Language } from "../../lib/core/texts/language.ts";
import { exampleSecretsFile } from "../../local/secrets-file.ts";
import type { WrittenFile } from "../new/written-source.ts";
import { configText } from "./config-text.ts";
import { exampleFiles } from "./example-files.ts";
import { ignoredText } from "./ignored-text.ts";
import { readmeText } from "./readme-text.ts";

export interface FolderFile extends WrittenFile {
  mode?: number;
  /** Who takes it out does not get it back. */
  isExample?: true;
}

const jsonText = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

/** The editor checks what the configuration says; the build checks it again, and what a type cannot say. */
const tsconfig = {
  compilerOptions: {
    target: "es2024",
    lib: ["es2024", "esnext.collection"],
    module: "nodenext",
    strict: true,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true,
    isolatedModules: true,
    allowImportingTsExtensions: true,
    noEmit: true,
    skipLibCheck: true,
    types: ["node"],
  },
  include: ["hooks.config.ts", "sources", "policies", "test"],
};

/** Of the product's own examples it has what the first source needs: they open nothing but this machine. */
const secretsText = (): string => {
  const { accounts, clients, sources } = JSON.parse(readFileSync(exampleSecretsFile, "utf8"));
  return jsonText({
    accounts: { default: accounts.default },
    clients: { demo: clients.demo },
    sources: { crm: sources.crm },
  });
};

export const folderFiles = (language: Language, title: string): readonly FolderFile[] => [
  ...exampleFiles(language).map((file): FolderFile => ({ ...file, isExample: true })),
  { path: "secrets.json", text: secretsText(), mode: 0o600 },
  { path: "secrets.example.json", text: secretsText() },
  { path: "tsconfig.json", text: jsonText(tsconfig) },
  { path: ".gitignore", text: ignoredText[language] },
  { path: "README.md", text: readmeText[language](title) },
  // It says that the folder is made, so it is written when all others are.
  { path: "hooks.config.ts", text: configText[language] },
];
