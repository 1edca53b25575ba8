// What comes next of a session, by the code that does it: what a run would make of it now, and what taking its close back would.
import { previewRun } from "../../lib/auto-close/preview-run.ts";
import { policiesOf } from "../../lib/auto-close/rules/policies-of.ts";
import { type UndoneOrNot, undoRun } from "../../lib/auto-close/undo-run.ts";
import type { SessionKey } from "../../lib/aws/item-keys.ts";
import { nowApplier } from "../../lib/commands/apply/apply-now.ts";
import type { HooksConfig } from "../../lib/config.ts";
import { readSessionFacts } from "../../lib/core/sessions/session-facts.ts";
import type { Locale } from "../../lib/core/texts/language.ts";
import type { WtsSession } from "../../lib/wts/types.ts";
import { previewedSession, type ShownSession, type StayingSession } from "../auto-close/previewed-session.ts";
import { runTools } from "../auto-close/run-tools.ts";
import type { Tools } from "../with-connection.ts";
import type { AskableWts } from "./ask-wts.ts";
import { type Follows, followsOf } from "./follows-of.ts";
import type { StoryEntry } from "./story-entry.ts";

/** Nobody looks longer at an empty screen. */
const longestMs = 20_000;

export interface NextRun {
  /** Why no run does anything, whatever the policies say; with the run that it is about. */
  noRun?: "paused" | "busy" | "stopped" | "no-policy";
  noRunId?: string;
  shown?: ShownSession;
  staying?: StayingSession;
  /** What comes once `staying.until` has, unless somebody writes. */
  follows?: Follows;
}

/** Undefined where no policy of the account could close it. */
export const nextRun = async (
  tools: Tools,
  config: HooksConfig,
  { account, session, wts, locale }: { account: string; session: WtsSession; wts: AskableWts; locale: Locale },
): Promise<NextRun | undefined> => {
  const facts = readSessionFacts(session);
  if (!facts || policiesOf(config, account).length === 0) return undefined;
  const nowMs = tools.clock.now();
  let next: NextRun | undefined;
  await wts.ask(() =>
    previewRun(runTools(tools, config), {
      ...{ account, nowMs, endBy: nowMs + longestMs, session: facts },
      onSession: (_facts, previewed) => {
        const seen: NextRun = previewedSession(facts, previewed, locale);
        const follows = seen.staying && followsOf(config, account, seen.staying);
        next = { ...seen, ...(follows && { follows }) };
      },
      onPage: () => {},
    }).then(({ noRun, runId }) => {
      if (noRun !== undefined) next = { ...next, noRun, ...(runId !== undefined && { noRunId: runId }) };
    }),
  );
  return next;
};

export interface UndoOfClose extends Pick<UndoneOrNot, "policy" | "result" | "code"> {
  runId: string;
  /** What it would be again. */
  before?: StoryEntry["before"];
}

/** What `auto-close runs undo` would make of the last close by a run; undefined where no run closed it, or its record is gone. */
export const undoOfLastClose = async (
  tools: Tools,
  config: HooksConfig,
  { sessionId }: Pick<SessionKey, "sessionId">,
  { entries, wts }: { entries: readonly StoryEntry[]; wts: AskableWts },
): Promise<UndoOfClose | undefined> => {
  const closed = entries.findLast(({ type, before }) => type === "Session Closed" && before !== undefined);
  if (closed?.runId === undefined) return undefined;
  const { runId } = closed;
  const dependencies = runTools(tools, config);
  const run = await dependencies.runs.read(runId);
  if (!run) return undefined;
  let found: UndoOfClose | undefined;
  await wts.ask((connected) =>
    undoRun(run, {
      ...dependencies,
      endBy: tools.clock.now() + longestMs,
      dryRun: true,
      only: sessionId.toLowerCase(),
      applyNow: nowApplier({ ...dependencies, leaseMs: config.queue.leaseMs }),
      wts: connected,
      onSession: ({ policy, result, code }) => {
        found = {
          ...{ runId, policy, result },
          ...(code !== undefined && { code }),
          ...(closed.before && { before: closed.before }),
        };
      },
    }),
  );
  return found;
};
