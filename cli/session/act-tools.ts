// What the commands that act on one session work with: the same parts as the functions, over the connection that was asked for.
import { commandQueue } from "../../lib/aws/queue.ts";
import { nowApplier } from "../../lib/commands/apply/apply-now.ts";
import { resolveReference } from "../../lib/commands/apply/resolve-reference.ts";
import { type MessageGuardOf, messageGuard } from "../../lib/commands/messages/message-guard.ts";
import type { HooksConfig } from "../../lib/config.ts";
import { readingOf } from "../../lib/core/command/reading-of.ts";
import { commandHolder } from "../../lib/holds/hold-command.ts";
import { messageFates } from "../../lib/records/message-fates.ts";
import { commandRouter } from "../../lib/routing/route-command.ts";
import { routingRecords } from "../../lib/routing/routing-records.ts";
import type { Clock } from "../../lib/runtime/clock.ts";
import type { Wts } from "../../lib/wts/connect.ts";
import { contactFinder } from "../../lib/wts/contact-finder.ts";
import { runTools } from "../auto-close/run-tools.ts";
import { Failure } from "../failure.ts";
import type { Tools } from "../with-connection.ts";

/** Somebody waits, and the functions' own calls go first where the rate is used up. */
const longestMs = 60_000;

export const actTools = async (tools: Tools, config: HooksConfig, account: string) => {
  const { connection, clock } = tools;
  const { table } = connection;
  const { routing, language, messages, queue: timing } = config;
  const { lifecycle, connect, closedDays, holds, optOuts, log } = runTools(tools, config);
  const queue = commandQueue(connection.sqs, await connection.queueUrl("commands"));
  const callerName = await connection.callerName();
  const holder = commandHolder({ config, holds, closedDays, queue, callerName, clock });
  const own = { routing, account: config.account, zones: config };
  const router = commandRouter({
    ...routingRecords({ table, clock, ...own, leaseMs: timing.leaseMs }),
    ...{ ...own, language, config: timing, queue, lifecycle, clock, log },
  });
  const kept = { optOuts, fates: messageFates({ table, clock }) };
  const guardOf: MessageGuardOf = (of, options) =>
    messageGuard({ account: of, messages, ...kept, clock, log, ...options });
  return {
    holder,
    router,
    guardOf,
    applyNow: nowApplier({ lifecycle, leaseMs: timing.leaseMs, holder, router, guardOf, clock }),
    /** Its time begins now: who is asked to say yes may take any. */
    atWts: () => {
      const endBy = clock.now() + longestMs;
      const timeBox = { startBy: endBy, endBy };
      return { wts: connect(account, { priority: "caller", timeBox, tokenWaitMs: longestMs }), timeBox };
    },
  };
};

export type ActTools = Awaited<ReturnType<typeof actTools>>;

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
