// Does for the commands of one HTTP request what all of them need, whether it brings one or a hundred.
import type { CommandQueue } from "../../aws/queue.ts";
import { type Accounts, accountOf, accountOfCompany } from "../../core/accounts-secret.ts";
import { parseCommand, type SessionCommand } from "../../core/command/command.ts";
import { commandIdOf } from "../../core/command/command-id.ts";
import { Fault, faults } from "../../core/faults.ts";
import { type Zones, zoneOf } from "../../core/hours/zone-of.ts";
import { collectIssues, type Issue } from "../../core/issue.ts";
import { refuseUnknownProperties } from "../../core/known-properties.ts";
import type { Provenance } from "../../core/queue/queued-command.ts";
import { ownText } from "../../core/value.ts";
import type { CallerRequest, HttpAnswer } from "../../middleware/http-request.ts";
import type { ClientQuotas } from "../../records/client-quotas.ts";
import type { RequestKeys } from "../../records/request-keys.ts";
import type { Clock } from "../../runtime/clock.ts";
import { toFault } from "../../runtime/fault-report.ts";
import type { Log } from "../../runtime/log.ts";
import type { Meter } from "../../runtime/meter.ts";
import type { Secret } from "../../runtime/secret.ts";
import type { ConnectWts, LimiterOf, Wts } from "../../wts/connect.ts";
import type { Reservation } from "../../wts/rate-limit/reservation.ts";
import type { NowApplier } from "../apply/apply-now.ts";
import type { CommandHolder } from "../apply/command-holder.ts";
import type { CommandRouter } from "../apply/command-router.ts";
import { callsOf } from "../apply/plan.ts";
import { previewCommand } from "../apply/preview.ts";
import type { MessageGuardOf } from "../messages/message-guard.ts";
import { quotaOf } from "./quota-of.ts";
import type { QuotasConfig } from "./quotas-config.ts";

export interface UpdateSessionDependencies {
  readonly config: { readonly account: string; readonly quotas: QuotasConfig } & Zones;
  readonly accounts: Secret<Accounts>;
  readonly connect: ConnectWts;
  readonly limiterOf: LimiterOf;
  readonly applyNow: NowApplier;
  readonly router: CommandRouter;
  readonly holder: CommandHolder;
  /** Absent where nothing is configured of messages. */
  readonly guardOf?: MessageGuardOf;
  readonly requestKeys: RequestKeys;
  readonly quotas: ClientQuotas;
  readonly queue: CommandQueue;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
}

/** A caller waits so long for a token, and is then told when to come back. */
const tokenWaitMs = 5_000;

export const invalidCommand = (...issues: readonly Issue[]): Fault => new Fault(faults.commandInvalid, { issues });

/** A caller chooses its key; a request without one is worked on every time it comes. */
const idempotencyKeyOf = ({ headers }: CallerRequest): string | undefined => {
  const key = headers["idempotency-key"];
  if (key === undefined || /^[\x21-\x7e]{1,255}$/.test(key)) return key;
  const message = "Idempotency-Key must be 1 to 255 visible characters without spaces";
  throw invalidCommand({ path: "Idempotency-Key", code: "QUERY_INVALID", message });
};

/** A misspelt question must not become a write. Throws COMMAND_INVALID for any other parameter, and any other value than true or false. */
const isDryRun = (query: Readonly<Record<string, string | undefined>>): boolean => {
  const { issues, report } = collectIssues();
  refuseUnknownProperties(query, ["dryRun"], "the query", report);
  const { dryRun = "false" } = query;
  if (dryRun !== "true" && dryRun !== "false") report("dryRun", "QUERY_INVALID", "dryRun must be true or false");
  if (issues.length > 0) throw invalidCommand(...issues);
  return dryRun === "true";
};

/** What one command of a request came to. */
export interface CallerResult {
  answer: unknown;
  /** An earlier request under the same key had applied it. */
  wasApplied: boolean;
}

/** What a whole request came to. */
export interface WorkedRequest {
  answer: HttpAnswer;
  /** Every one of its commands had been applied before. */
  wasApplied: boolean;
  /** A repetition would come to the same. */
  isFinal: boolean;
}

const othersAtWork: readonly Fault["kind"][] = [
  faults.idempotencyKeyInFlight,
  faults.sessionBusy,
  faults.rateLimited,
  faults.tableUnavailable,
];

/** It is one request, read as far as it concerns all of its commands. */
export interface Running {
  request: CallerRequest;
  dryRun: boolean;
  key: string | undefined;
}

export const callerCommands = (dependencies: UpdateSessionDependencies) => {
  const { config, accounts, connect, applyNow, router, holder, guardOf, requestKeys, quotas, clock, meter } =
    dependencies;

  /** Its times are of the account that it will turn out to be for. */
  const parse = async (
    input: unknown,
    { client }: CallerRequest,
    earlier: readonly Issue[] = [],
  ): Promise<SessionCommand> => {
    const companyId = ownText(input, "companyId");
    const ofCompany =
      companyId === undefined ? undefined : accountOfCompany(companyId, await accounts.get(), client.accounts);
    const account = ofCompany ?? client.accounts[0] ?? config.account;
    const parsed = parseCommand(input, { timeZone: zoneOf(config, account) });
    if (parsed.ok && earlier.length === 0) return parsed.command;
    throw invalidCommand(...earlier, ...(parsed.ok ? [] : parsed.issues));
  };

  const findAccount = async ({ companyId }: SessionCommand, { client }: CallerRequest): Promise<string> =>
    accountOf(companyId, client, { accounts: await accounts.get(), account: config.account });

  const provenanceOf = (
    command: SessionCommand,
    account: string,
    index: number,
    { request, key }: Running,
  ): Provenance => {
    const { client, requestId, route, path } = request;
    // Two commands under one key are the same one only if they are equal and stand at the same place.
    const deliveryId = key === undefined ? requestId : JSON.stringify([route, path, key, command]);
    const source = `http:${client.name}`;
    const id = commandIdOf({ account, source, deliveryId, index });
    const cause = { correlationId: requestId, causationId: requestId };
    return { id, account, door: "http", source, deliveryId: requestId, ...cause, hops: 0, attempt: 0 };
  };

  const preview = async (command: SessionCommand, account: string, wts: Wts) => {
    const { sessionId } = command;
    if (command.command === "route")
      return { sessionId, dryRun: true, ...(await router.preview(account, command, wts)) };
    if (command.command === "hold")
      return { sessionId, dryRun: true, ...(await holder.preview(account, command, wts)) };
    return previewCommand(command, wts, { clock, guard: guardOf?.(account, { dryRun: true }) });
  };

  const run = async (
    command: SessionCommand,
    account: string,
    index: number,
    running: Running,
    reservation?: Reservation,
  ): Promise<CallerResult> => {
    const { request, dryRun, key } = running;
    const { timeBox } = request;
    const taken = reservation ? { reservation } : { expectedCalls: callsOf(command) };
    const wts = connect(account, { priority: "caller", client: request.client.name, timeBox, tokenWaitMs, ...taken });
    if (dryRun) return { answer: await preview(command, account, wts), wasApplied: false };
    meter.add("accepted");
    const provenance = provenanceOf(command, account, index, running);
    return applyNow({ command, provenance, wts, timeBox, repeatable: key !== undefined });
  };

  const start = (request: CallerRequest): Running => {
    const running = { request, dryRun: isDryRun(request.query), key: idempotencyKeyOf(request) };
    request.logged.dryRun = running.dryRun;
    return running;
  };

  /** Counts them before anything is begun. Throws QUOTA_EXCEEDED, and COMMAND_INVALID for what no minute has room for. */
  const countCommands = async ({ client }: CallerRequest, commands: number): Promise<void> => {
    const perMinute = quotaOf(config.quotas, client.name);
    if (commands > perMinute) {
      const message = `a batch of this client must have at most ${perMinute} commands, as many as it may send in a minute, but has ${commands}; split it`;
      throw invalidCommand({ path: "", code: "BATCH_SIZE_INVALID", message });
    }
    const retryAfterSeconds = commands === 0 ? 0 : await quotas.take(client.name, commands, perMinute);
    if (retryAfterSeconds === 0) return;
    throw new Fault(faults.quotaExceeded, {
      message: `the client may send ${perMinute} commands a minute, and with the ${commands} of this request it would be more; nothing of it was applied: send it again in ${retryAfterSeconds} s`,
      retryAfterSeconds,
    });
  };

  /** A dry run writes nothing of a command, so there is nothing to keep from happening twice. Throws IDEMPOTENCY_KEY_REUSED, and what `work` throws. */
  const underKey = async (running: Running, work: () => Promise<WorkedRequest>): Promise<HttpAnswer> => {
    const { request, key, dryRun } = running;
    if (key === undefined || dryRun) return (await work()).answer;
    const { client, route, path, bytes, logged } = request;
    const scope = [client.name, route, path.sessionId ?? "", key];
    if (!(await requestKeys.claim(scope, bytes))) throw new Fault(faults.idempotencyKeyReused);
    // What is not forgotten now is forgotten after a day.
    const forget = () => requestKeys.forget(scope, bytes).catch(() => {});
    try {
      const { answer, wasApplied, isFinal } = await work();
      if (!isFinal) await forget();
      logged.replayed = wasApplied;
      return wasApplied ? { ...answer, headers: { ...answer.headers, "idempotency-replayed": "true" } } : answer;
    } catch (error) {
      // Where another request is at work, under the same key or at the same session, the key stays what it was.
      if (!othersAtWork.includes(toFault(error).kind)) await forget();
      throw error;
    }
  };

  return { parse, findAccount, provenanceOf, run, start, countCommands, underKey };
};
