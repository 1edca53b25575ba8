// The packaged functions, running as `npm start` runs them, on free ports and with a copy of the example secrets.
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exampleSecretsFile } from "../../local/secrets-file.ts";
import { type Stack, type StackOptions, startStack } from "../../local/stack.ts";
import { sharedPackage } from "./package-with-config.ts";
import { type Admin, adminAt } from "./wts-stand-in.ts";

export const demoToken = "local-demo-token-that-opens-nothing-but-this-machine";

export interface RunningStack {
  stack: Stack;
  admin: Admin;
  /** Every line the functions and their neighbours printed. */
  lines: string[];
  /** Changes the secrets as a rotation would. */
  editSecrets(edit: (secrets: Secrets) => void): void;
  stop(): Promise<void>;
}

interface Secrets {
  accounts: Record<string, { apiKey: string; companyId?: string }>;
  clients: Record<string, unknown>;
  sources: Record<string, unknown>;
}

/** The package that the tests share, unless the options name another. */
export const runStack = async ({
  packageDir = sharedPackage(),
  ...options
}: StackOptions = {}): Promise<RunningStack> => {
  const folder = mkdtempSync(join(tmpdir(), "stack-"));
  const secretsFile = join(folder, "secrets.json");
  copyFileSync(exampleSecretsFile, secretsFile);
  const lines: string[] = [];
  const stack = await startStack({ packageDir, secretsFile, onLog: (_source, line) => lines.push(line), ...options });
  return {
    stack,
    admin: adminAt(stack.wtsUrl ?? ""),
    lines,
    editSecrets: (edit) => {
      const secrets = JSON.parse(readFileSync(secretsFile, "utf8")) as Secrets;
      edit(secrets);
      writeFileSync(secretsFile, JSON.stringify(secrets));
    },
    stop: async () => {
      await stack.stop();
      rmSync(folder, { recursive: true });
    },
  };
};

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  body: unknown;
}

export const request = async (
  url: string,
  {
    method = "PATCH",
    token = demoToken,
    contentType = "application/json",
    ...rest
  }: {
    method?: string;
    token?: string | null;
    contentType?: string;
    body?: unknown;
    raw?: string | Uint8Array<ArrayBuffer>;
  } = {},
): Promise<Answer> => {
  const body = rest.raw ?? (rest.body === undefined ? null : JSON.stringify(rest.body));
  const answer = await fetch(url, {
    method,
    headers: { "content-type": contentType, ...(token !== null && { authorization: `Bearer ${token}` }) },
    body,
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, body: text === "" ? undefined : JSON.parse(text) };
};
