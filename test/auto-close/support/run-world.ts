// Runs against the stand-in and a table, with a clock that moves only when it is told to; WTS's clock moves with it.
import { type AutoCloseDependencies, autoCloseRecords } from "../../../lib/auto-close/auto-close-dependencies.ts";
import { policyHash } from "../../../lib/auto-close/policy-modes.ts";
import type { SessionRecord } from "../../../lib/auto-close/records/run-records.ts";
import { accountsOf, policiesOf } from "../../../lib/auto-close/rules/policies-of.ts";
import { accountRunner, type RunAnswer, type RunRequest } from "../../../lib/auto-close/run-account.ts";
import { dynamoTable, type ItemKey, type Table } from "../../../lib/aws/table.ts";
import { lifecycle } from "../../../lib/commands/execute-once.ts";
import { defineConfig, type HooksConfigInput } from "../../../lib/config.ts";
import { parseAccounts } from "../../../lib/core/accounts-secret.ts";
import type { Outcome } from "../../../lib/core/outcome.ts";
import { sessionLeases } from "../../../lib/records/session-lease.ts";
import { type ConnectWts, connectWts, wtsAt } from "../../../lib/wts/connect.ts";
import { RateLimited } from "../../../lib/wts/rate-limit/rate-limited.ts";
import type { RateLimiter } from "../../../lib/wts/rate-limit/rate-limiter.ts";
import { manualClock } from "../../support/manual-clock.ts";
import { nearTable } from "../../support/near-table.ts";
import { recording } from "../../support/recording.ts";
import { startTable } from "../../support/table.ts";
import { journalOf, startTestStandIn, testAccounts } from "../../support/wts-stand-in.ts";

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
/** It is a Friday, 12:00 in UTC. */
const noonMs = Date.parse("2026-11-20T12:00:00Z");

export const sessionIdOf = (index: number): string => `5e551dee-0000-4000-8000-${String(index).padStart(12, "0")}`;

export interface HeldSession {
  id: string;
  status: string;
  endAt: string | null;
  lastMessageIn: string | null;
  lastMessageOut: string | null;
  metadata: Record<string, unknown> | null;
  classification: { category: string } | null;
  userId: string | null;
  notes: { text: string }[];
  messages: { text: string; origin: string; direction: string; status: string }[];
}

const startRealTable = async () => {
  const { client, tableName, stop } = await startTable();
  return { table: dynamoTable(client, tableName), stop };
};

/** Servers that several tests share. Some suites have DynamoDB's emulator, for all others the table in memory is much quicker. */
export const startRunServers = async (kind: "near" | "dynamodb" = "near") => {
  const [standIn, { table, stop }] = await Promise.all([
    startTestStandIn(),
    kind === "near" ? { table: nearTable(), stop: async () => {} } : startRealTable(),
  ]);
  return {
    standIn,
    table,
    stop: async () => {
      await Promise.all([standIn.stop(), stop()]);
    },
  };
};

export type RunServers = Awaited<ReturnType<typeof startRunServers>>;

/** It has no limit but that of freshness. */
const patient = (now: () => number): RateLimiter => ({
  take: async (_priority, { startBy }) => {
    if (now() > startBy) throw new RateLimited(0, "limit");
  },
  reserve: async () => {
    throw new Error("a run reserves nothing");
  },
  pause: async () => {},
  rateNow: async () => ({ tokenMs: 0, waitMs: 0, mostAtOnce: 1, freeInMs: 0 }),
});

type Call = (...args: readonly unknown[]) => Promise<unknown>;

/** They are called around every call to WTS, before its token is asked for and after its answer has come. */
export interface CallHooks {
  around?<Answer>(call: () => Promise<Answer>): Promise<Answer>;
  before?(name: string, sessionId: unknown): Promise<void>;
  after?(name: string, sessionId: unknown, answer: unknown): Promise<void>;
}

export const hooked =
  (connect: ConnectWts, hooks: CallHooks): ConnectWts =>
  (account, use) => {
    const { client, directory } = connect(account, use);
    const around =
      (name: string, call: Call): Call =>
      async (...args) => {
        await hooks.before?.(name, args[0]);
        const answer = await (hooks.around ? hooks.around(() => call(...args)) : call(...args));
        await hooks.after?.(name, args[0], answer);
        return answer;
      };
    const calls = Object.entries(client).map(([name, call]) => [name, around(name, call as Call)]);
    return { directory, client: Object.fromEntries(calls) };
  };

/** The attributes by whose values an index lists items. */
const listedBy = ["day", "due"];

/** It holds nothing that another world has written. */
const ownTable = (table: Table, prefix: string): Table => {
  const ownKey = ({ pk, sk }: ItemKey): ItemKey => ({ pk: prefix + pk, sk });
  const bareKey = ({ pk, sk }: ItemKey): ItemKey => ({ pk: pk.slice(prefix.length), sk });
  return {
    get: (key) => table.get(ownKey(key)),
    update: (key, { set = {}, ...rest }) => {
      const own = Object.entries(set).map(([name, value]) => [name, listedBy.includes(name) ? prefix + value : value]);
      return table.update(ownKey(key), { ...rest, set: Object.fromEntries(own) });
    },
    query: (pk, options) => table.query(prefix + pk, options),
    queryIndex: async (index, options) =>
      (await table.queryIndex({ ...index, value: prefix + index.value }, options)).map(bareKey),
  };
};

let worlds = 0;

export interface WorldOptions {
  autoClose?: NonNullable<HooksConfigInput["autoClose"]>;
  /** The rest of the configuration. With a host of WTS in it, none but that and those of its accounts are asked. */
  config?: Omit<HooksConfigInput, "autoClose">;
  limiter?: RateLimiter;
}

/** Each world has records of its own: its account is called otherwise in the table. */
export const runWorld = (servers: RunServers, options: WorldOptions = {}) => {
  const { standIn, table: shared } = servers;
  const { admin } = standIn;
  worlds += 1;
  const clock = manualClock(noonMs);
  const records = recording();
  const hooks: CallHooks = {};
  const own = ownTable(shared, `world-${worlds}-`);
  const secretValue = parseAccounts(JSON.stringify(testAccounts));
  const wired = (
    table: Table,
    config = defineConfig({ ...options.config, autoClose: options.autoClose ?? {} }),
  ): AutoCloseDependencies => {
    const limiterOf = () => options.limiter ?? patient(clock.now);
    const connect = connectWts({
      secret: { get: async () => secretValue, refresh: async () => secretValue },
      wts: wtsAt(config, options.config?.wts?.baseUrl === undefined ? standIn.url : undefined),
      limiterOf,
      clock,
    });
    const { bus, log } = records;
    const kept = autoCloseRecords(table, clock, config);
    const leases = sessionLeases({ table, clock });
    return {
      ...kept,
      ...{ config, clock, limiterOf, log, bus },
      lifecycle: lifecycle({ ledger: kept.ledger, leases, bus, clock, log }),
      connect: hooked(connect, hooks),
    };
  };
  const dependencies = wired(own);
  let ticks = 0;

  const another = (autoClose = options.autoClose ?? {}, table = own): AutoCloseDependencies =>
    wired(table, defineConfig({ ...options.config, autoClose }));

  const move = async (ms: number): Promise<void> => {
    clock.advance(ms);
    await admin("PUT", "clock", { now: new Date(clock.now()).toISOString(), frozen: true });
  };

  return {
    admin,
    clock,
    dependencies,
    hooks,
    table: own,
    taken: records.taken,
    failing: records.failing,
    /** It is wired as the function is in another process. */
    another,
    /** The sessions were last answered so long ago, unless they say otherwise. */
    hold: async (sessions: readonly object[], idleMs = 24 * hourMs): Promise<void> => {
      const outMs = clock.now() - idleMs;
      await admin("POST", "reset", {
        clock: { now: new Date(clock.now()).toISOString(), frozen: true },
        sessions: sessions.map((session, index) => ({
          id: sessionIdOf(index),
          createdAt: new Date(outMs - hourMs + index).toISOString(),
          lastMessageIn: new Date(outMs - minuteMs).toISOString(),
          lastMessageOut: new Date(outMs).toISOString(),
          channelType: "ZAPI_WHATSAPP",
          ...session,
        })),
      });
      await admin("PUT", "limits", { enabled: false });
    },
    confirm: async (...names: string[]): Promise<void> => {
      const { config, approvals } = dependencies;
      for (const policy of config.autoClose.policies)
        if (names.length === 0 || names.includes(policy.name))
          for (const account of accountsOf(config))
            if (policiesOf(config, account).includes(policy))
              await approvals.confirm(account, policy.name, policyHash(policy));
    },
    /** Both clocks move. */
    advance: move,
    tick: async (request: Partial<RunRequest> = {}, by = another()): Promise<RunAnswer> => {
      ticks += 1;
      return accountRunner(by)({
        account: "default",
        nowMs: clock.now(),
        owner: `tick ${ticks}`,
        endBy: clock.now() + 880_000,
        startedBy: "schedule",
        ...request,
      });
    },
    held: (index: number) => admin<HeldSession>("GET", `sessions/${sessionIdOf(index)}`),
    statuses: async (): Promise<Record<string, string>> => {
      const held = await admin<HeldSession[]>("GET", "sessions");
      return Object.fromEntries(held.map(({ id, status }) => [id, status]));
    },
    closed: async (): Promise<number[]> => {
      const held = await admin<HeldSession[]>("GET", "sessions");
      return held
        .filter(({ status }) => status === "COMPLETED")
        .map(({ id }) => Number(id.slice(-12)))
        .sort((one, other) => one - other);
    },
    /** It is said a moment later than whatever was last. */
    say: async (index: number, direction: "FROM_HUB" | "TO_HUB", text: string, origin?: string): Promise<void> => {
      await move(1);
      await admin("POST", "messages", { sessionId: sessionIdOf(index), direction, text, ...(origin && { origin }) });
    },
    calls: async () =>
      (await journalOf(admin)).map(({ method, path }) => `${method} ${path.replace(/^\/chat\/v\d/, "")}`),
    writes: async () =>
      (await journalOf(admin, true)).map(
        ({ method, path }) => `${method} ${path.replace(/^\/chat\/v\d\/session/, "")}`,
      ),
    events: () =>
      records.taken.published as unknown as { type: Outcome["type"] | string; detail: Record<string, unknown> }[],
    runs: async () => {
      const { runs } = dependencies;
      const listed = await runs.list("default", 100);
      return Promise.all(
        listed.map(async (run) => {
          const sessions: SessionRecord[] = [];
          for (let seq = 0; seq < run.seq; seq += 1) sessions.push(...((await runs.readSessions(run.id, seq)) ?? []));
          return { ...run, sessions };
        }),
      );
    },
  };
};

export type RunWorld = ReturnType<typeof runWorld>;
