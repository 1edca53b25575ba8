// Opens a stand-in on a free port for a test file, with two accounts and short ways to ask both of its sides.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accountsFile } from "../../../local/wts/accounts-file.ts";
import { startStandIn } from "../../../local/wts/server.ts";

/** Walks a path such as items.0.id; whatever is missing on the way is undefined. */
export const at = (value: unknown, path: string): unknown =>
  path.split(".").reduce<unknown>((found, name) => {
    return typeof found === "object" && found !== null ? Reflect.get(found, name) : undefined;
  }, value);

export interface Reply {
  status: number;
  headers: Headers;
  body: unknown;
  at(path: string): unknown;
}

export interface OpenStandIn {
  url: string;
  secretsFile: string;
  /** A body given as a string is sent as it stands. */
  api(method: string, path: string, body?: unknown, token?: string | null): Promise<Reply>;
  admin(method: string, path: string, body?: unknown): Promise<Reply>;
  writeAccounts(accounts: Record<string, unknown>): Promise<void>;
  close(): Promise<void>;
}

export const defaultKey = "pn_default_key";
export const otherKey = "pn_other_key";
export const otherCompanyId = "5b0f6a3e-2f4d-4a53-9d4b-0f6c1b6f7a10";

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

export const ask = async (
  url: string,
  method: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<Reply> => {
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const parsed = parse(text);
  return { status: response.status, headers: response.headers, body: parsed, at: (path) => at(parsed, path) };
};

export const openStandIn = async (): Promise<OpenStandIn> => {
  const folder = await mkdtemp(join(tmpdir(), "wts-stand-in-"));
  const secretsFile = join(folder, "secrets.json");
  const writeAccounts = (accounts: Record<string, unknown>) =>
    writeFile(secretsFile, JSON.stringify({ accounts, clients: {}, sources: {} }));
  await writeAccounts({ default: { apiKey: defaultKey }, other: { apiKey: otherKey, companyId: otherCompanyId } });
  const standIn = await startStandIn({ port: 0, accounts: accountsFile(secretsFile) });
  return {
    url: standIn.url,
    secretsFile,
    writeAccounts,
    api: (method, path, body, token = defaultKey) =>
      ask(standIn.url + path, method, body, token === null ? {} : { authorization: `Bearer ${token}` }),
    admin: (method, path, body) => ask(`${standIn.url}/__admin/${path}`, method, body, {}),
    close: async () => {
      await standIn.close();
      await rm(folder, { recursive: true });
    },
  };
};

export const each = (value: unknown, path: string): unknown[] =>
  Array.isArray(value) ? value.map((item) => at(item, path)) : [];
