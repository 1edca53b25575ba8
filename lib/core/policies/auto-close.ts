// Whether an idle session is warned, closed or left alone, with every reason; facts in, decision out.
import type { SessionStatus } from "../status.ts";
import type { Answer } from "./answers.ts";
import type { AutoClosePolicy } from "./auto-close-policy.ts";
import type { SessionFacts } from "./session-facts.ts";

/** The account's own office hours, as WTS says them. */
export interface OfficeHours {
  limitHours?: boolean;
  timezoneDiff?: number | null;
  days?:
    | {
        dayWeek?: string | null;
        active?: boolean;
        periods?: { startTime?: string | null; endTime?: string | null }[] | null;
      }[]
    | null;
}

/** What a run has to look up once, before it may decide anything. */
export interface AutoCloseAccount {
  /** IANA zone of `hours` that name none. */
  timeZone: string;
  /** Departments and people as the policies write them, to their ids (of a person: the userId). */
  departmentIds: ReadonlyMap<string, string>;
  userIds: ReadonlyMap<string, string>;
  /** Needed where a policy's hours are the account's. */
  officeHours?: OfficeHours;
}

export interface AutoCloseNeeds {
  /** As written; each has to be found exactly once. */
  departments: readonly string[];
  users: readonly string[];
  officeHours: boolean;
  /** Tags are only known of sessions read with their contact's details. */
  contactDetails: boolean;
}

/** A policy with its names resolved and its hours read. */
export interface ReadyPolicy {
  policy: AutoClosePolicy;
}

export type PreparedAutoClose =
  | { ok: true; policies: readonly ReadyPolicy[] }
  | { ok: false; problems: readonly string[] };

export interface Warned {
  policy: string;
  warnedAtMs: number;
  /** WTS's own time of the warning, where it said one. */
  messageAtMs?: number;
  /** The contact's last message when the warning was sent; null: there was none. */
  lastMessageInMs: number | null;
}

export interface AutoCloseMoment {
  /** The run's `now`: idleness is judged at it. */
  nowMs: number;
  /** Just before the action: business hours and WhatsApp's window are judged at it. */
  actNowMs: number;
  /** Read only where a decision says it `needs` them. */
  answers?: readonly Answer[];
  warned?: Warned;
}

export type ReasonCode = "POLICY_DISABLED" | "CONTACT_SPOKE_LAST";

export interface Reason {
  code: ReasonCode;
  /** The policy it is about; none for what holds whatever the policy. */
  policy?: string;
  /** For people; holds nothing of the contact. */
  message: string;
}

export type AutoCloseDecision = { reasons: readonly Reason[] } & (
  | { action: "close"; policy: string; sendFarewell: boolean }
  | { action: "warn"; policy: string }
  | {
      action: "wait";
      policy: string;
      /** The earliest instant at which the same facts could lead to something else. */
      untilMs: number;
    }
  | {
      action: "leave";
      policy?: string;
      /** Not decided yet: read the messages to the contact since its last one, and ask again. */
      needs?: "answers";
    }
);

/** What WTS may be asked for: every session a policy could be about, and few others. All of it is checked again by the decision. */
export interface CandidateFilter {
  statuses: readonly SessionStatus[];
  departmentId?: string;
  userId?: string;
  channelIds?: readonly string[];
  type?: "INDIVIDUAL" | "GROUP";
  createdBeforeMs: number;
}

/** What `prepareAutoClose` will want to know; disabled policies want nothing. */
export declare const needsOfAutoClose: (policies: readonly AutoClosePolicy[]) => AutoCloseNeeds;

/** All problems at once; with any, the run must not act. */
export declare const prepareAutoClose: (
  policies: readonly AutoClosePolicy[],
  account: AutoCloseAccount,
) => PreparedAutoClose;

/** The first policy that matches decides. */
export declare const decideAutoClose: (
  facts: SessionFacts,
  policies: readonly ReadyPolicy[],
  moment: AutoCloseMoment,
) => AutoCloseDecision;

/** Undefined when no policy is enabled. */
export declare const candidateFilter: (policies: readonly ReadyPolicy[], nowMs: number) => CandidateFilter | undefined;
