// What the tests use in place of what a user edits: a configuration, secrets and samples of the project itself.
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { exampleSecretsFile } from "../../local/secrets-file.ts";
import { config } from "./hooks.config.ts";

/** For commands and processes. */
export const ownEnvironment = {
  HOOKS_CONFIG: fileURLToPath(new URL("./hooks.config.ts", import.meta.url)),
  LOCAL_SECRETS_FILE: exampleSecretsFile,
  // Whatever folder is named is made there, or beside it.
  INIT_CWD: join(mkdtempSync(join(process.env.TEST_RUN_FOLDER ?? tmpdir(), "typed-")), "here"),
};

interface ExampleSecrets {
  accounts: { default: { apiKey: string } };
  sources: Record<string, [string]>;
}

export const exampleSecrets: ExampleSecrets = JSON.parse(readFileSync(exampleSecretsFile, "utf8"));

export const samplesFolder = new URL("../../events/receive-webhook/", import.meta.url);

/** The files in events/receive-webhook, without those that a user may have put there for a source of their own. */
export const ownSamples = (): string[] =>
  readdirSync(samplesFolder)
    .filter((file) => {
      const { pathParameters } = JSON.parse(readFileSync(new URL(file, samplesFolder), "utf8"));
      return pathParameters.source in config.sources || file === "404-source-unknown.json";
    })
    .sort();
