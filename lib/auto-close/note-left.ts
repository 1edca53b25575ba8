// What is written down when a session that is due stays open after all, so that the next run knows what this one has found out.
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import type { Decided } from "./decide-session.ts";
import { noticeOf } from "./rules/notice.ts";

export const noteLeft = async (
  { notices, clock }: Pick<AutoCloseDependencies, "notices" | "clock">,
  account: string,
  { plan, code, found }: Omit<Extract<Decided, { end: "left" }>, "end">,
): Promise<void> => {
  const { facts, notice } = plan;
  const seenAtMs = Date.parse(found?.seenAt ?? "");
  // What opened it again began another silence, of which a warning from before the close says nothing.
  const isSpokenInSince = (facts.lastMessageOutMs ?? 0) > seenAtMs;
  if (code === "CLOSED_BEFORE" && notice && isSpokenInSince) await notices.forget(account, facts.id);
  if (code === "WARNING_NOT_SENT_YET" && notice) await notices.save(account, facts.id, { ...notice, wasLate: true });
  if (code !== "WARNED_BEFORE") return;
  // Whoever sent it died before it could say so here.
  const { unsureInRun: _, ...warning } = noticeOf(plan, "warning");
  const warnedAtMs = Number.isNaN(seenAtMs) ? clock.now() : seenAtMs;
  await notices.save(account, facts.id, { ...warning, state: "warned", warnedAtMs });
};
