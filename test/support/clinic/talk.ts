// One conversation as the people in it know it: who waits for whom, since when, and what they still mean to say.
import type { Person } from "./clinic-staff.ts";

export interface Patient {
  contactId: string;
  name: string;
  /** By which a machine may greet it: its first name, or "cliente" where what WhatsApp shows is none. */
  greeting: string;
  phone: string;
  isVip: boolean;
  /** Whether it wants to be written to by a machine: "stopped" has written PARE. */
  wish: "any" | "blocked" | "never" | "stopped";
}

/** What becomes of it once all questions are answered. */
export type Ending = "silent" | "thanks" | "grade" | "stops" | "closedByPerson" | "callMeTomorrow" | "boleto";

export interface Talk {
  id: string;
  patient: Patient;
  department: string;
  /** WhatsApp's 24 hours hold for it. */
  isOfficial: boolean;
  state: "bot" | "queue" | "attended" | "closed";
  owner?: Person | undefined;
  /** Since when the contact waits for an answer; undefined while it waits for none. */
  waitsSinceMs?: number | undefined;
  lastContactMs?: number | undefined;
  answeredMs?: number | undefined;
  /** Since when nobody has anything to say any more; undefined while somebody has. */
  quietSinceMs?: number | undefined;
  /** What was said last of all, by whomever. */
  lastSaidMs: number;
  warnedMs?: number | undefined;
  /** Warnings and farewells since somebody but the product has said something. */
  warnings: number;
  farewells: number;
  heldUntilMs?: number | undefined;
  /** When the last hold was over, and nobody had said anything because of that. */
  holdEndedMs?: number | undefined;
  /** On which day it was last told who takes over. */
  toldDay?: string | undefined;
  /** Since when it is its owner's. */
  ownedSinceMs?: number | undefined;
  /** It was opened again, or begun, by thanks alone: nobody wants to hear anything more. */
  isOnlyThanks: boolean;
  /** WTS began it where it did not open the old one again. */
  hasBegunAgain?: boolean;
  closedMs?: number | undefined;
  /** Runs that left it open although its time had come. */
  overdueRuns: number;
  createdMs: number;
  /** When the product moved it. */
  moves: number[];
  /** What has happened, for whoever looks into a finding. */
  story: string[];
  questionsLeft: number;
  ending: Ending;
  boleto?: { id: string; paidMs?: number | undefined } | undefined;
}

export const isOpen = ({ state }: Talk): boolean => state !== "closed";

/** Somebody but the product has said something: whatever it said before is over. */
const spoken = (talk: Talk, atMs: number): void => {
  talk.lastSaidMs = atMs;
  talk.warnedMs = undefined;
  talk.warnings = 0;
  talk.farewells = 0;
  talk.overdueRuns = 0;
};

/** A contact who asks waits, and whoever has asked before goes on waiting. */
export const asked = (talk: Talk, atMs: number): void => {
  spoken(talk, atMs);
  talk.lastContactMs = atMs;
  talk.waitsSinceMs ??= atMs;
  talk.quietSinceMs = undefined;
  talk.heldUntilMs = undefined;
  talk.holdEndedMs = undefined;
  talk.isOnlyThanks = false;
};

/** Thanks, a grade that was asked for, or a wish not to be written to: nobody waits for anything because of it. */
export const nodded = (talk: Talk, atMs: number): void => {
  spoken(talk, atMs);
  talk.lastContactMs = atMs;
  if (talk.waitsSinceMs === undefined) talk.quietSinceMs = atMs;
};

/** Nothing is to happen before then, unless the contact asks for something. */
export const held = (talk: Talk, untilMs: number): void => {
  talk.heldUntilMs = untilMs;
  talk.holdEndedMs = untilMs;
  talk.warnedMs = undefined;
  talk.warnings = 0;
  talk.overdueRuns = 0;
};

export const answered = (talk: Talk, atMs: number): void => {
  spoken(talk, atMs);
  talk.answeredMs = atMs;
  talk.waitsSinceMs = undefined;
  talk.quietSinceMs = atMs;
};

export const closed = (talk: Talk, atMs: number): void => {
  talk.state = "closed";
  talk.closedMs = atMs;
  talk.overdueRuns = 0;
  talk.heldUntilMs = undefined;
};
