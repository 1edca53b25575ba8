// The stand-in for WTS in a test: a secrets file of its own, a free port, and its control requests as functions.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accountsFile } from "../../local/wts/accounts-file.ts";
import { type StandIn, startStandIn } from "../../local/wts/server.ts";

export const testAccounts = {
  default: { apiKey: "pn_test_default_0123456789", companyId: "c0000000-0000-4000-8000-000000000001" },
  filial: { apiKey: "pn_test_filial_0123456789", companyId: "c0000000-0000-4000-8000-000000000002" },
};

export interface JournalEntry {
  method: string;
  path: string;
  query: Record<string, string | string[]>;
  body: unknown;
  /** Null until it is answered. */
  status: number | null;
  at: string;
}

export type Admin = <Answer = unknown>(method: string, path: string, body?: unknown) => Promise<Answer>;

export const adminAt =
  (url: string): Admin =>
  async <Answer>(method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${url}/__admin/${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return (text === "" ? undefined : JSON.parse(text)) as Answer;
  };

/** What was asked of WTS since the journal was last cleared, writes only if so wished. */
export const journalOf = async (admin: Admin, onlyWrites = false): Promise<JournalEntry[]> => {
  const all = await admin<JournalEntry[]>("GET", "requests");
  return onlyWrites ? all.filter(({ method }) => method !== "GET") : all;
};

export interface TestStandIn {
  url: string;
  admin: Admin;
  secretsFile: string;
  writeAccounts(accounts: Record<string, { apiKey: string; companyId?: string }>): void;
  stop(): Promise<void>;
}

export const startTestStandIn = async ({
  sources = {},
  clients = {},
}: {
  /** Secrets of the webhook sources, for a stack that has the same secrets. */
  sources?: Readonly<Record<string, readonly string[]>>;
  /** Tokens of who may call the HTTP API, for the same stack. */
  clients?: Readonly<Record<string, readonly string[]>>;
} = {}): Promise<TestStandIn> => {
  const folder = mkdtempSync(join(tmpdir(), "wts-"));
  const secretsFile = join(folder, "secrets.json");
  const writeAccounts = (accounts: Record<string, { apiKey: string; companyId?: string }>) =>
    writeFileSync(secretsFile, JSON.stringify({ accounts, clients, sources }));
  writeAccounts(testAccounts);
  const standIn: StandIn = await startStandIn({ port: 0, accounts: accountsFile(secretsFile) });
  return {
    url: standIn.url,
    admin: adminAt(standIn.url),
    secretsFile,
    writeAccounts,
    stop: async () => {
      await standIn.close();
      rmSync(folder, { recursive: true });
    },
  };
};
