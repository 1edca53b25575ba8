// What is written down when a session that is due stays open after all, so that the next run knows what this one has found out.
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import type { Decided } from "./decide-session.ts";
import { type Notice, noticeOf, respected } from "./rules/notice.ts";

export const noteLeft = async (
  { notices, clock }: Pick<AutoCloseDependencies, "notices" | "clock">,
  account: string,
  { plan, code, found }: Omit<Extract<Decided, { end: "left" }>, "end">,
): Promise<void> => {
  const { facts, notice, again } = plan;
  /** Somebody opened it by hand: thanks that come after that have not opened what a run might close at once. */
  const noteReopened = async (closing: Notice | undefined): Promise<void> => {
    if (closing?.state === "closing" && closing.isRespected !== true)
      await notices.save(account, facts.id, respected(closing));
  };
  const seenAtMs = Date.parse(found?.seenAt ?? "");
  // What opened it again began another silence, of which a warning from before the close says nothing.
  const isSpokenInSince = (facts.lastMessageOutMs ?? 0) > seenAtMs;
  if (code === "CLOSED_BEFORE" && notice && isSpokenInSince) await notices.forget(account, facts.id);
  else if (code === "CLOSED_BEFORE") await noteReopened(again ?? notice);
  if (code === "WARNING_NOT_SENT_YET" && notice) await notices.save(account, facts.id, { ...notice, wasLate: true });
  if (code !== "WARNED_BEFORE") return;
  // Whoever sent it died before it could say so here.
  const { unsureInRun: _, ...warning } = noticeOf(plan, "warning", undefined);
  const warnedAtMs = Number.isNaN(seenAtMs) ? clock.now() : seenAtMs;
  await notices.save(account, facts.id, { ...warning, state: "warned", warnedAtMs });
};
