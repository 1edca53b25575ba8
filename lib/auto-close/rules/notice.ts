// What we said to a contact about closing: WTS counts our own warning as activity, and only this record knows better.
import type { Expectation } from "../../core/command/expect.ts";
import type { SessionStatus } from "../../core/command/status.ts";
import type { SessionFacts } from "../../core/sessions/session-facts.ts";
import type { Said } from "../../core/texts/saying.ts";
import { markOf } from "../../core/texts/sent-mark.ts";
import type { ReadyPolicy } from "./prepare-auto-close.ts";

export interface Notice {
  policy: string;
  /** The run that is named in the policy's texts. */
  runId: string;
  /** It is `warning` before the warning goes out, `warned` once it is out, and `closing` before a note or a farewell. */
  state: "warning" | "warned" | "closing";
  /** The session's times as they were before we said anything; null stands for none. */
  lastMessageInMs: number | null;
  lastMessageOutMs: number | null;
  /** By which our texts are found among the messages (`core/texts/sent-mark.ts`); absent from notices of earlier versions. */
  warningMark?: string;
  farewellMark?: string;
  /** A hold was over then, after all that had been said: the silence counts from there. */
  heldUntilMs?: number;
  /** When the warning went out. */
  warnedAtMs?: number;
  /** WTS's own time of the warning, and its id. */
  messageAtMs?: number;
  messageId?: string;
  /** WTS had not sent the warning when its time was over, and was waited for once. */
  wasLate?: boolean;
  /** WTS had taken the farewell and not sent it, and was waited for once. */
  farewellWasLate?: boolean;
  /** Somebody took the close back, or opened the session by hand: that is respected, whatever the contact says then. */
  isRespected?: boolean;
  /** The run in which WTS left open whether our text went out, or had not sent it yet: the next one waits no more. */
  unsureInRun?: string;
}

/** A session as it was when it was decided on; nothing in it is personal data of the contact. */
export interface SessionBefore {
  status: SessionStatus;
  departmentId: string | null;
  userId: string | null;
  lastMessageInMs: number | null;
  lastMessageOutMs: number | null;
}

/** An action before or after which something is said. */
export interface NoticedAction {
  policy: ReadyPolicy;
  /** The run that the texts name: where something was begun before, it is the run that began it. */
  runId: string;
  /** The session's facts as they would be had we said nothing. */
  facts: SessionFacts;
  /** The times by which its silence is known: those that stood before anything of ours, also before a warning. */
  silentSince: Pick<SessionBefore, "lastMessageInMs" | "lastMessageOutMs">;
  /** As in `Notice`. */
  heldUntilMs?: number;
  /** The notice that is still of use, since nobody has answered it. */
  notice?: Notice;
}

export const beforeOf = ({ facts }: Pick<NoticedAction, "facts">): SessionBefore => ({
  status: facts.status ?? "IN_PROGRESS",
  departmentId: facts.departmentId,
  userId: facts.userId,
  lastMessageInMs: facts.lastMessageInMs ?? null,
  lastMessageOutMs: facts.lastMessageOutMs ?? null,
});

/** What a session still has to be like when WTS is asked to do something about it. */
export const expectationOf = ({ status, userId, departmentId, lastMessageInMs }: SessionBefore): Expectation => ({
  status,
  userId,
  departmentId,
  lastMessageIn: lastMessageInMs === null ? null : new Date(lastMessageInMs).toISOString(),
});

/** A close that somebody did not want: what the contact says then is not taken for what opened the session again. */
export const respected = (notice: Notice): Notice => ({ ...notice, isRespected: true });

/** Whether the notice that stands is the one of this action, and of what it says, so that it need not be written again. */
export const isNoted = ({ notice, policy, runId }: NoticedAction, noted: Notice): boolean =>
  notice?.state === noted.state &&
  notice.policy === policy.policy.name &&
  notice.runId === runId &&
  notice.warningMark === noted.warningMark &&
  notice.farewellMark === noted.farewellMark;

/** The notice to be written before something is said; what is known of an earlier warning stays in it. */
export const noticeOf = (action: NoticedAction, state: "warning" | "closing", said: Said | undefined): Notice => {
  const { policy, runId, notice, heldUntilMs, silentSince } = action;
  const { heldUntilMs: _, ...earlier } = notice ?? {};
  const held = heldUntilMs === undefined ? {} : { heldUntilMs };
  const mark = said && { [state === "warning" ? "warningMark" : "farewellMark"]: markOf(said) };
  return { ...earlier, policy: policy.policy.name, runId, state, ...silentSince, ...held, ...mark };
};
