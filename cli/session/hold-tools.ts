// What the commands about holds work with: the same parts as the functions, over the connection that was asked for.
import { commandQueue } from "../../lib/aws/queue.ts";
import { nowApplier } from "../../lib/commands/apply/apply-now.ts";
import { resolveReference } from "../../lib/commands/apply/resolve-reference.ts";
import type { HooksConfig } from "../../lib/config.ts";
import { phoneReader } from "../../lib/core/phone/phone-reader.ts";
import { commandHolder } from "../../lib/holds/hold-command.ts";
import { holds } from "../../lib/records/holds.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import type { Wts } from "../../lib/wts/connect.ts";
import { contactFinder } from "../../lib/wts/contact-finder.ts";
import { runTools } from "../auto-close/run-tools.ts";
import { Failure } from "../failure.ts";
import type { Tools } from "../with-connection.ts";

/** Somebody waits, and the functions' own calls go first where the rate is used up. */
const longestMs = 60_000;

export const holdTools = async (tools: Tools, config: HooksConfig, account: string) => {
  const { connection } = tools;
  const { lifecycle, connect, closedDays } = runTools(tools, config);
  const kept = holds({ table: connection.table, clock });
  const queue = commandQueue(connection.sqs, await connection.queueUrl("commands"));
  const holder = commandHolder({
    config,
    holds: kept,
    closedDays,
    queue,
    callerName: await connection.callerName(),
    clock,
  });
  const timeBox = { startBy: clock.now() + longestMs, endBy: clock.now() + longestMs };
  return {
    holds: kept,
    holder,
    applyNow: nowApplier({ lifecycle, leaseMs: config.queue.leaseMs, holder, clock }),
    wts: connect(account, { priority: "caller", timeBox, tokenWaitMs: longestMs }),
    timeBox,
  };
};

/** The one open session of whoever has the number. Throws Failure for what is no number, and Fault where there is none or several. */
export const sessionOfPhone = async (config: HooksConfig, wts: Wts, text: string): Promise<string> => {
  const reading = phoneReader(config)(text);
  if (!reading.ok) throw new Failure(`--phone ${reading.problem}`);
  const reference = { locator: { contactPhone: reading.phone }, onNone: "reject", onMany: "reject" } as const;
  const { sessionIds } = await resolveReference(reference, wts, { contacts: contactFinder({ clock }), clock });
  return sessionIds[0] ?? "";
};
