// What the commands about holds work with: the same parts as the functions, over the connection that was asked for.
import { commandQueue } from "../../lib/aws/queue.ts";
import { nowApplier } from "../../lib/commands/apply/apply-now.ts";
import { resolveReference } from "../../lib/commands/apply/resolve-reference.ts";
import type { HooksConfig } from "../../lib/config.ts";
import { readingOf } from "../../lib/core/command/reading-of.ts";
import { commandHolder } from "../../lib/holds/hold-command.ts";
import type { Clock } from "../../lib/runtime/clock.ts";
import type { Wts } from "../../lib/wts/connect.ts";
import { contactFinder } from "../../lib/wts/contact-finder.ts";
import { runTools } from "../auto-close/run-tools.ts";
import { Failure } from "../failure.ts";
import type { Tools } from "../with-connection.ts";

/** Somebody waits, and the functions' own calls go first where the rate is used up. */
const longestMs = 60_000;

export const holdTools = async (tools: Tools, config: HooksConfig, account: string) => {
  const { connection, clock } = tools;
  const { lifecycle, connect, closedDays, holds } = runTools(tools, config);
  const queue = commandQueue(connection.sqs, await connection.queueUrl("commands"));
  const holder = commandHolder({
    config,
    holds,
    closedDays,
    queue,
    callerName: await connection.callerName(),
    clock,
  });
  return {
    holds,
    holder,
    applyNow: nowApplier({ lifecycle, leaseMs: config.queue.leaseMs, holder, clock }),
    /** Its time begins now: who is asked to say yes may take any. */
    atWts: () => {
      const endBy = clock.now() + longestMs;
      const timeBox = { startBy: endBy, endBy };
      return { wts: connect(account, { priority: "caller", timeBox, tokenWaitMs: longestMs }), timeBox };
    },
  };
};

/** The one open session of whoever has the number. Throws Failure for what is no number, and Fault where there is none or several. */
export const sessionOfPhone = async (
  config: HooksConfig,
  account: string,
  { wts, clock }: { wts: Wts; clock: Clock },
  text: string,
): Promise<string> => {
  const reading = readingOf(config)(account).readPhone(text);
  if (!reading.ok) throw new Failure(`--phone ${reading.problem}`);
  const reference = { locator: { contactPhone: reading.phone }, onNone: "reject", onMany: "reject" } as const;
  const { sessionIds } = await resolveReference(reference, wts, { contacts: contactFinder({ clock }), clock });
  return sessionIds[0] ?? "";
};
