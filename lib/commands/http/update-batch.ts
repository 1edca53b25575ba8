// POST /sessions/batch: up to a hundred commands, applied at once or, where the caller prefers, later.

import { Fault, faults } from "../../core/faults.ts";
import { shownSessionId } from "../../core/ids.ts";
import type { CallerRequest, HttpAnswer } from "../../middleware/http-request.ts";
import { errorBody, faultFields, toFault } from "../../runtime/fault-report.ts";
import { RateLimited } from "../../wts/rate-limit/rate-limited.ts";
import type { Reservation } from "../../wts/rate-limit/reservation.ts";
import { callsOf } from "../apply/plan.ts";
import {
  callerCommands,
  invalidCommand,
  type Running,
  type UpdateSessionDependencies,
  type WorkedRequest,
} from "./caller-commands.ts";
import { type BatchEntry, type BatchResult, runBatch } from "./run-batch.ts";

const largestBatch = 100;
/** These are enough to hide WTS's latency, and few enough to leave its burst limit to others. */
const sessionsAtOnce = 10;
const batchTokenWaitMs = 10_000;

const prefersAsync = ({ headers }: CallerRequest): boolean =>
  (headers.prefer ?? "").split(",").some((preference) => preference.trim().toLowerCase() === "respond-async");

/** The status is 200, or 207 when an item failed, whose place then holds `{error}`. */
export const batchUpdater = (dependencies: UpdateSessionDependencies) => {
  const { limiterOf, queue, clock, log, meter } = dependencies;
  const { parse, findAccount, provenanceOf, run, start, countCommands, underKey } = callerCommands(dependencies);

  const entryOf = async (input: unknown, request: CallerRequest): Promise<BatchEntry> => {
    try {
      const command = await parse(input, request);
      return { command, account: await findAccount(command, request) };
    } catch (error) {
      if (error instanceof Fault && error.kind === faults.commandInvalid) return { fault: error };
      throw error;
    }
  };

  /** Throws RATE_LIMITED, with nothing taken, when one account has no room for its part in time. */
  const reserve = async (
    entries: readonly BatchEntry[],
    { client, timeBox }: CallerRequest,
  ): Promise<Map<string, Reservation>> => {
    const wanted = new Map<string, number>();
    for (const entry of entries)
      if ("command" in entry) wanted.set(entry.account, (wanted.get(entry.account) ?? 0) + callsOf(entry.command));
    const reservations = new Map<string, Reservation>();
    const startBy = Math.min(clock.now() + batchTokenWaitMs, timeBox.startBy);
    try {
      for (const [account, tokens] of wanted)
        reservations.set(account, await limiterOf(account).reserve(tokens, { startBy, client: client.name }));
      return reservations;
    } catch (error) {
      await Promise.all([...reservations.values()].map((reservation) => reservation.release()));
      if (!(error instanceof RateLimited)) throw error;
      throw new Fault(faults.rateLimited, { retryAfterSeconds: error.retryAfterSeconds, cause: error });
    }
  };

  const entryId = (entry: BatchEntry, index: number, running: Running) =>
    "command" in entry
      ? { commandId: provenanceOf(entry.command, entry.account, index, running).id, sessionId: entry.command.sessionId }
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
      const sessionId = entry && "command" in entry ? shownSessionId(entry.command.sessionId) : undefined;
      log.warn("batch item failed", { requestId: request.requestId, index, sessionId, ...faultFields(result.fault) });
    }
    const failed = results.filter((result) => "fault" in result).length;
    Object.assign(request.logged, { commands: results.length, failed });
    return failed;
  };

  const runNow = async (entries: readonly BatchEntry[], running: Running): Promise<WorkedRequest> => {
    const { request, dryRun } = running;
    const { timeBox } = request;
    const reservations = dryRun ? new Map<string, Reservation>() : await reserve(entries, request);
    const results = await runBatch(entries, {
      run: (command, account, index) => run(command, account, index, running, reservations.get(account)),
      hasTime: () => clock.now() < timeBox.startBy,
      concurrency: sessionsAtOnce,
    }).finally(() => Promise.all([...reservations.values()].map((reservation) => reservation.release())));
    // An earlier request under this key is still at work: once it is done, a repetition is answered whole.
    for (const result of results)
      if ("fault" in result && result.fault.kind === faults.idempotencyKeyInFlight) throw result.fault;
    const statusCode = logResults(entries, results, running) > 0 ? 207 : 200;
    const wasApplied = results.every((result) => !("fault" in result) && result.wasApplied);
    const isFinal = results.every((result) => !("fault" in result && result.fault.kind.retryable));
    return { answer: { statusCode, body: render(results, running) }, wasApplied, isFinal };
  };

  /** Answers why SQS did not take the command; undefined when it did. */
  const enqueue = async (entry: Extract<BatchEntry, { command: unknown }>, index: number, running: Running) => {
    const provenance = provenanceOf(entry.command, entry.account, index, running);
    try {
      await queue.send({ kind: "command", ...provenance, targeted: { command: entry.command } });
      meter.add("accepted");
      return undefined;
    } catch (error) {
      return toFault(error);
    }
  };

  /** The status 202 says that every command is in the queue; what becomes of it is on the bus. */
  const runLater = async (entries: readonly BatchEntry[], running: Running): Promise<WorkedRequest> => {
    const results: BatchResult[] = [];
    let failure: Fault | undefined;
    for (const [index, entry] of entries.entries()) {
      if ("fault" in entry) results.push(entry);
      else if (failure) results.push({ fault: new Fault(faults.notAttempted) });
      else {
        failure = await enqueue(entry, index, running);
        results.push(failure ? { fault: failure } : { answer: entryId(entry, index, running), wasApplied: false });
      }
    }
    const statusCode = logResults(entries, results, running) > 0 ? 207 : 202;
    const answer = { statusCode, headers: { "preference-applied": "respond-async" }, body: render(results, running) };
    return { answer, wasApplied: false, isFinal: failure === undefined };
  };

  return async (request: CallerRequest): Promise<HttpAnswer> => {
    const running = start(request);
    const { body } = request;
    if (!Array.isArray(body) || body.length < 1 || body.length > largestBatch) {
      const message = `a batch must be an array of 1 to ${largestBatch} commands`;
      throw invalidCommand({ path: "", code: "BATCH_SIZE_INVALID", message });
    }
    const entries = await Promise.all(body.map((input) => entryOf(input, request)));
    await countCommands(request, entries.filter((entry) => "command" in entry).length);
    const later = prefersAsync(request) && !running.dryRun;
    return underKey(running, () => (later ? runLater(entries, running) : runNow(entries, running)));
  };
};
