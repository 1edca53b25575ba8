// Every minute: holds whose time has come end; every few minutes all that are held are looked at, and those whom a tag holds.
import type { Invocation } from "../middleware/event-stack.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import { holdEnder } from "./end-hold.ts";
import type { HoldsDependencies } from "./hold-dependencies.ts";
import { heldLooker } from "./look-at-held.ts";

/** A session is not begun with less time left than this. */
const lastStartMs = 20_000;
/** The others come a minute later. */
const mostAMinute = 200;
const minuteMs = 60_000;
/** A list of all open sessions costs a call for each hundred of them. */
export const lookEveryMinutes = 5;

export const minuteOfHolds = (dependencies: HoldsDependencies) => {
  const { accounts, killSwitch, holds, clock, log } = dependencies;
  const endHold = holdEnder(dependencies);
  const lookAtHeld = heldLooker(dependencies, endHold);

  const logFailure = (error: unknown, account?: string, sessionId?: string): void =>
    log.error("hold not ended", {
      ...(account !== undefined && { account }),
      ...(sessionId !== undefined && { sessionId }),
      ...faultFields(toFault(error)),
    });

  const work = async (account: string, { id: owner, endBy }: Invocation): Promise<void> => {
    const isLook = Math.floor(clock.now() / minuteMs) % lookEveryMinutes === 0;
    const due = await holds.dueBy(account, clock.now(), mostAMinute);
    if (due.length === 0 && !isLook) return;
    if (await killSwitch.isPaused(account)) return;
    for (const sessionId of due) {
      if (clock.now() >= endBy - lastStartMs) return;
      await endHold({ account, sessionId, owner, endBy }).catch((error: unknown) =>
        logFailure(error, account, sessionId),
      );
    }
    if (isLook) await lookAtHeld({ account, owner, endBy: endBy - lastStartMs });
  };

  /** Never throws: the next minute is the repetition. */
  return async (invocation: Invocation): Promise<void> => {
    try {
      const names = [...(await accounts.get()).keys()];
      await Promise.all(
        names.map((account) => work(account, invocation).catch((error: unknown) => logFailure(error, account))),
      );
    } catch (error) {
      logFailure(error);
    }
  };
};
