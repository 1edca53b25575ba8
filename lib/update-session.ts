// The synchronous door: one update, or a batch of commands, applied at once and answered with what WTS said.
import { accountOf } from "./account-of.ts";
import type { ApplyNow } from "./apply-now.ts";
import type { Final, Idempotency } from "./aws/idempotency.ts";
import type { CommandQueue } from "./aws/queue.ts";
import type { Secret } from "./aws/secrets.ts";
import type { Clock } from "./clock.ts";
import type { HooksConfig } from "./config.ts";
import type { Accounts } from "./core/accounts.ts";
import { parseCommand, type SessionCommand } from "./core/command.ts";
import { commandIdOf } from "./core/command-id.ts";
import { Fault, faults } from "./core/faults.ts";
import type { Issue } from "./core/issue.ts";
import type { Provenance } from "./core/queued-command.ts";
import { isProperties, own } from "./core/value.ts";
import { isDryRun } from "./dry-run.ts";
import { errorBody, toFault } from "./error-body.ts";
import type { Log } from "./log.ts";
import { faultFields } from "./log-fault.ts";
import type { CallerRequest, HttpAnswer } from "./middleware/http-request.ts";
import { needsSession } from "./plan.ts";
import { previewCommand } from "./preview.ts";
import { type BatchEntry, type BatchResult, runBatch } from "./run-batch.ts";
import type { ConnectWts, LimiterOf } from "./wts/connect.ts";
import { RateLimited, type Reservation } from "./wts/rate-limit.ts";
import type { WtsMessage, WtsSession } from "./wts/types.ts";

export interface UpdateSessionDependencies {
  readonly config: HooksConfig;
  readonly accounts: Secret<Accounts>;
  readonly connect: ConnectWts;
  readonly limiterOf: LimiterOf;
  readonly applyNow: (apply: ApplyNow) => Promise<WtsSession | WtsMessage>;
  readonly idempotency: () => Promise<Idempotency>;
  readonly queue: CommandQueue;
  readonly clock: Clock;
  readonly log: Log;
}

const largestBatch = 100;
/** Enough to hide WTS's latency, few enough to leave its burst limit to others. */
const sessionsAtOnce = 10;
/** A caller waits for a token as long, then it is told when to come back. */
const tokenWaitMs = 5_000;
const batchTokenWaitMs = 10_000;

const invalid = (...issues: readonly Issue[]): Fault => new Fault(faults.commandInvalid, { issues });

/** A PATCH is an update of the session its path names; its body may repeat the id, but not contradict it. */
const patchInput = (body: unknown, sessionId: string | undefined): { input: unknown; issues: Issue[] } => {
  if (!isProperties(body)) return { input: body, issues: [] };
  const issues: Issue[] = [];
  const repeated = own(body, "sessionId");
  if (repeated !== undefined && repeated !== sessionId)
    issues.push({
      path: "sessionId",
      code: "SESSION_ID_MISMATCH",
      message: "sessionId differs from the one in the path; leave it out of the body",
    });
  const command = own(body, "command");
  if (command !== undefined && command !== "update")
    issues.push({
      path: "command",
      code: "COMMAND_NOT_ALLOWED",
      message: "PATCH takes update only; send any other command to POST /sessions/batch",
    });
  return { input: { ...body, command: "update", sessionId }, issues };
};

/** The key is the caller's; a request without one is worked on every time it comes. */
const idempotencyKeyOf = ({ headers }: CallerRequest): string | undefined => {
  const key = headers["idempotency-key"];
  if (key === undefined || /^[\x21-\x7e]{1,255}$/.test(key)) return key;
  const message = "Idempotency-Key must be 1 to 255 visible characters without spaces";
  throw invalid({ path: "Idempotency-Key", code: "QUERY_INVALID", message });
};

const prefersAsync = ({ headers }: CallerRequest): boolean =>
  (headers.prefer ?? "").split(",").some((preference) => preference.trim().toLowerCase() === "respond-async");

/** Calls a command makes of WTS at least, its directory aside. */
const tokensOf = (command: SessionCommand): number => {
  const reads = needsSession(command) ? 1 : 0;
  if (command.command !== "complete") return reads + 1;
  const { note, farewell, metadata, classification } = command;
  return reads + [note, farewell, metadata ?? classification].filter((step) => step !== undefined).length + 1;
};

const shownFields = ["id", "status", "departmentId", "userId", "endAt", "number", "metadata", "updatedAt"] as const;

/** A stored answer outlives the conversation's privacy: no contact, no text, no name. */
const withoutContact = (answer: WtsSession | WtsMessage): Record<string, unknown> =>
  Object.fromEntries(shownFields.flatMap((name) => (name in answer ? [[name, answer[name]]] : [])));

interface Running {
  request: CallerRequest;
  dryRun: boolean;
  key: string | undefined;
}

export const sessionUpdates = (dependencies: UpdateSessionDependencies) => {
  const { config, accounts, connect, limiterOf, applyNow, idempotency, queue, clock, log } = dependencies;

  const parse = (input: unknown, earlier: readonly Issue[] = []): SessionCommand => {
    const parsed = parseCommand(input, { now: new Date(clock.now()), timeZone: config.timeZone });
    if (parsed.ok && earlier.length === 0) return parsed.command;
    throw invalid(...earlier, ...(parsed.ok ? [] : parsed.issues));
  };

  const findAccount = async ({ companyId }: SessionCommand, { client }: CallerRequest): Promise<string> =>
    accountOf(companyId, client, { accounts: await accounts.get(), account: config.account });

  const provenanceOf = (account: string, index: number, { request, key }: Running): Provenance => {
    const { client, requestId, route, path } = request;
    // Two requests with one key are one delivery only if they are to the same place.
    const deliveryId = key === undefined ? requestId : JSON.stringify([route, path, key]);
    const source = `http:${client.name}`;
    const id = commandIdOf({ account, source, deliveryId, index });
    const cause = { correlationId: requestId, causationId: requestId };
    return { id, account, door: "http", source, deliveryId: requestId, ...cause, hops: 0, attempt: 0 };
  };

  const run = async (
    command: SessionCommand,
    account: string,
    index: number,
    running: Running,
    reservation?: Reservation,
  ): Promise<unknown> => {
    const { request, dryRun, key } = running;
    const { timeBox } = request;
    const wts = connect(account, { priority: "caller", timeBox, tokenWaitMs, ...(reservation && { reservation }) });
    if (dryRun) return previewCommand(command, wts);
    const provenance = provenanceOf(account, index, running);
    return applyNow({ command, provenance, wts, timeBox, repeatable: key !== undefined });
  };

  /** A dry run writes nothing, so there is nothing to keep from happening twice. */
  const once = async (running: Running, work: () => Promise<Final<HttpAnswer>>): Promise<HttpAnswer> => {
    const { request, key, dryRun } = running;
    if (key === undefined || dryRun) return (await work()).answer;
    const { client, route, path, bytes, context } = request;
    const scope = [client.name, route, path.sessionId ?? "", key];
    const { answer, replayed } = await (await idempotency()).once({ scope, bytes, context }, work);
    request.logged.replayed = replayed;
    return replayed ? { ...answer, headers: { ...answer.headers, "idempotency-replayed": "true" } } : answer;
  };

  const start = (request: CallerRequest): Running => {
    const running = { request, dryRun: isDryRun(request.query), key: idempotencyKeyOf(request) };
    request.logged.dryRun = running.dryRun;
    return running;
  };

  /** 200 with an array of one: WTS's answer, as the n8n node gives it. */
  const updateOne = async (request: CallerRequest): Promise<HttpAnswer> => {
    const running = start(request);
    const { input, issues } = patchInput(request.body, request.path.sessionId);
    const command = parse(input, issues);
    request.logged.sessionId = command.sessionId;
    const account = await findAccount(command, request);
    return once(running, async () => {
      const answer = await run(command, account, 0, running);
      const stored = withoutContact(answer as WtsSession);
      return { answer: { statusCode: 200, body: [answer] }, stored: { statusCode: 200, body: [stored] } };
    });
  };

  const entryOf = async (input: unknown, request: CallerRequest): Promise<BatchEntry> => {
    try {
      const command = parse(input);
      return { command, account: await findAccount(command, request) };
    } catch (error) {
      if (error instanceof Fault && error.kind === faults.commandInvalid) return { fault: error };
      throw error;
    }
  };

  /** Throws RATE_LIMITED, with nothing taken, when one account has no room for its part in time. */
  const reserve = async (entries: readonly BatchEntry[], timeBoxStart: number): Promise<Map<string, Reservation>> => {
    const wanted = new Map<string, number>();
    for (const entry of entries)
      if ("command" in entry) wanted.set(entry.account, (wanted.get(entry.account) ?? 0) + tokensOf(entry.command));
    const reservations = new Map<string, Reservation>();
    const startBy = Math.min(clock.now() + batchTokenWaitMs, timeBoxStart);
    try {
      for (const [account, tokens] of wanted)
        reservations.set(account, await limiterOf(account).reserve(tokens, { startBy }));
      return reservations;
    } catch (error) {
      await Promise.all([...reservations.values()].map((reservation) => reservation.release()));
      if (!(error instanceof RateLimited)) throw error;
      throw new Fault(faults.rateLimited, { retryAfterSeconds: error.retryAfterSeconds, cause: error });
    }
  };

  const entryId = (entry: BatchEntry, index: number, running: Running) =>
    "command" in entry
      ? { commandId: provenanceOf(entry.account, index, running).id, sessionId: entry.command.sessionId }
      : {};

  const render = (results: readonly BatchResult[], { request }: Running): unknown[] =>
    results.map((result) => ("fault" in result ? errorBody(result.fault, request.requestId) : result.answer));

  const logResults = (
    entries: readonly BatchEntry[],
    results: readonly BatchResult[],
    { request }: Running,
  ): number => {
    for (const [index, result] of results.entries()) {
      if (!("fault" in result)) continue;
      const entry = entries[index];
      const sessionId = entry && "command" in entry ? entry.command.sessionId : undefined;
      log.warn("batch item failed", { requestId: request.requestId, index, sessionId, ...faultFields(result.fault) });
    }
    const failed = results.filter((result) => "fault" in result).length;
    Object.assign(request.logged, { commands: results.length, failed });
    return failed;
  };

  const runNow = async (entries: readonly BatchEntry[], running: Running): Promise<Final<HttpAnswer>> => {
    const { request, dryRun } = running;
    const { timeBox } = request;
    const reservations = dryRun ? new Map<string, Reservation>() : await reserve(entries, timeBox.startBy);
    const results = await runBatch(entries, {
      run: (command, account, index) => run(command, account, index, running, reservations.get(account)),
      hasTime: () => clock.now() < timeBox.startBy,
      concurrency: sessionsAtOnce,
    }).finally(() => Promise.all([...reservations.values()].map((reservation) => reservation.release())));
    const statusCode = logResults(entries, results, running) > 0 ? 207 : 200;
    const body = render(results, running);
    const isFinal = results.every((result) => !("fault" in result && result.fault.kind.retryable));
    const kept = entries.map((entry, index) =>
      "fault" in (results[index] ?? entry) ? body[index] : entryId(entry, index, running),
    );
    return { answer: { statusCode, body }, ...(isFinal && { stored: { statusCode, body: kept } }) };
  };

  /** Why SQS did not take it; undefined when it did. */
  const enqueue = async (entry: Extract<BatchEntry, { command: unknown }>, index: number, running: Running) => {
    const provenance = provenanceOf(entry.account, index, running);
    try {
      await queue.send({ kind: "command", ...provenance, targeted: { command: entry.command } });
      return undefined;
    } catch (error) {
      return toFault(error);
    }
  };

  /** 202: every command is in the queue; what becomes of it is on the bus. */
  const runLater = async (entries: readonly BatchEntry[], running: Running): Promise<Final<HttpAnswer>> => {
    const results: BatchResult[] = [];
    let failure: Fault | undefined;
    for (const [index, entry] of entries.entries()) {
      if ("fault" in entry) results.push(entry);
      else if (failure) results.push({ fault: new Fault(faults.notAttempted) });
      else {
        failure = await enqueue(entry, index, running);
        results.push(failure ? { fault: failure } : { answer: entryId(entry, index, running) });
      }
    }
    const statusCode = logResults(entries, results, running) > 0 ? 207 : 202;
    const answer = { statusCode, headers: { "preference-applied": "respond-async" }, body: render(results, running) };
    return { answer, ...(!failure && { stored: answer }) };
  };

  /** 200, or 207 when an item failed: its place then holds `{error}`. */
  const updateBatch = async (request: CallerRequest): Promise<HttpAnswer> => {
    const running = start(request);
    const { body } = request;
    if (!Array.isArray(body) || body.length < 1 || body.length > largestBatch) {
      const message = `a batch must be an array of 1 to ${largestBatch} commands`;
      throw invalid({ path: "", code: "BATCH_SIZE_INVALID", message });
    }
    const entries = await Promise.all(body.map((input) => entryOf(input, request)));
    const later = prefersAsync(request) && !running.dryRun;
    return once(running, () => (later ? runLater(entries, running) : runNow(entries, running)));
  };

  return { updateOne, updateBatch };
};
