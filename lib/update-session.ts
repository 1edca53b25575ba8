// The synchronous door: one update, or a batch of commands, applied at once and answered with what WTS said.
import { accountOf } from "./account-of.ts";
import { applyCommand } from "./apply.ts";
import type { Secret } from "./aws/secrets.ts";
import type { Clock } from "./clock.ts";
import type { HooksConfig } from "./config.ts";
import type { Accounts } from "./core/accounts.ts";
import { parseCommand, type SessionCommand } from "./core/command.ts";
import { Fault, faults } from "./core/faults.ts";
import type { Issue } from "./core/issue.ts";
import { isProperties, own } from "./core/value.ts";
import { isDryRun } from "./dry-run.ts";
import { errorBody } from "./error-body.ts";
import type { Log } from "./log.ts";
import { faultFields } from "./log-fault.ts";
import type { CallerRequest, HttpAnswer } from "./middleware/http-request.ts";
import { previewCommand } from "./preview.ts";
import { type BatchEntry, runBatch } from "./run-batch.ts";
import type { ConnectWts } from "./wts/connect.ts";

export interface UpdateSessionDependencies {
  readonly config: HooksConfig;
  readonly accounts: Secret<Accounts>;
  readonly connect: ConnectWts;
  readonly clock: Clock;
  readonly log: Log;
}

const largestBatch = 100;
/** Enough to hide WTS's latency, few enough to leave its burst limit to others. */
const sessionsAtOnce = 10;

const invalid = (issues: readonly Issue[]): Fault => new Fault(faults.commandInvalid, { issues });

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

export const updateOneAndBatch = ({ config, accounts, connect, clock, log }: UpdateSessionDependencies) => {
  const parse = (input: unknown, earlier: readonly Issue[] = []): SessionCommand => {
    const parsed = parseCommand(input, { now: new Date(clock.now()), timeZone: config.timeZone });
    if (parsed.ok && earlier.length === 0) return parsed.command;
    throw invalid([...earlier, ...(parsed.ok ? [] : parsed.issues)]);
  };

  const account = async ({ companyId }: SessionCommand, { client }: CallerRequest): Promise<string> =>
    accountOf(companyId, client, { accounts: await accounts.get(), account: config.account });

  const runner = ({ query, timeBox, logged }: CallerRequest) => {
    const dryRun = isDryRun(query);
    logged.dryRun = dryRun;
    return async (command: SessionCommand, name: string): Promise<unknown> => {
      const wts = connect(name, timeBox);
      return dryRun ? previewCommand(command, wts) : (await applyCommand(command, { wts, clock })).answer;
    };
  };

  /** 200 with an array of one: WTS's answer, as the n8n node gives it. */
  const updateOne = async (request: CallerRequest): Promise<HttpAnswer> => {
    const run = runner(request);
    const { input, issues } = patchInput(request.body, request.path.sessionId);
    const command = parse(input, issues);
    request.logged.sessionId = command.sessionId;
    return { statusCode: 200, body: [await run(command, await account(command, request))] };
  };

  const entryOf = async (input: unknown, request: CallerRequest): Promise<BatchEntry> => {
    try {
      const command = parse(input);
      return { command, account: await account(command, request) };
    } catch (error) {
      if (error instanceof Fault && error.kind === faults.commandInvalid) return { fault: error };
      throw error;
    }
  };

  /** 200, or 207 when an item failed: its place then holds `{error}`. */
  const updateBatch = async (request: CallerRequest): Promise<HttpAnswer> => {
    const run = runner(request);
    const { body, timeBox, requestId, logged } = request;
    if (!Array.isArray(body) || body.length < 1 || body.length > largestBatch) {
      const message = `a batch must be an array of 1 to ${largestBatch} commands`;
      throw invalid([{ path: "", code: "BATCH_SIZE_INVALID", message }]);
    }
    const entries = await Promise.all(body.map((input) => entryOf(input, request)));
    const results = await runBatch(entries, {
      run,
      hasTime: () => clock.now() < timeBox.startBy,
      concurrency: sessionsAtOnce,
    });
    for (const [index, result] of results.entries())
      if ("fault" in result) log.warn("batch item failed", { requestId, index, ...faultFields(result.fault) });
    const failed = results.filter((result) => "fault" in result).length;
    Object.assign(logged, { commands: results.length, failed });
    return {
      statusCode: failed > 0 ? 207 : 200,
      body: results.map((result) => ("fault" in result ? errorBody(result.fault, requestId) : result.answer)),
    };
  };

  return { updateOne, updateBatch };
};
