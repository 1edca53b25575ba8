// Puts the questions to one account, on one session, and gives that back as it was, whatever happens on the way.
import { isProperties, own, ownText, type Properties } from "../../../lib/core/value.ts";
import type { SessionApiVersion } from "../../../lib/wts/client.ts";
import { HttpError } from "../../../lib/wts/http.ts";
import { type Asked, itemsOf, NoAnswer, type ProbeAnswer, propertiesOf, TooMuchAsked } from "./probe-call.ts";
import { fieldsOf, type LeftOver, type ProbedFields, readOf, restoreSession } from "./probed-session.ts";
import { type Known, type Person, type Question, questions } from "./questions.ts";
import type { Answers, Consent, OpenReason, UnknownName } from "./unknowns.ts";

export interface ReadAccount {
  known: Known;
  answers: Answers;
  open: Partial<Record<UnknownName, OpenReason>>;
  session: Properties;
  before: ProbedFields;
}

/** Nothing can be asked on this session, and why. */
export type Unprobeable =
  | {
      why: "key refused" | "no such session" | "not open" | "too much asked" | "away";
      answers: Answers;
      status?: string;
    }
  | { why: "sessions denied"; answers: Answers };

const isUnauthorized = ({ status, body }: ProbeAnswer): boolean =>
  status === 401 || (isProperties(body) && ownText(body, "key") === "ERROR_UNAUTHORIZED");

const digitsOf = (phone: string | undefined): string | undefined => phone?.replaceAll(/\D/g, "");

const departmentIdsOf = (agent: Properties): string[] => {
  const departments: unknown = own(agent, "departments");
  return Array.isArray(departments)
    ? departments.flatMap((each) => (isProperties(each) ? (ownText(each, "departmentId") ?? []) : []))
    : [];
};

const memberIdsOf = (department: Properties): string[] => {
  const agents: unknown = own(department, "agents");
  return Array.isArray(agents)
    ? agents.flatMap((each) => (isProperties(each) ? (ownText(each, "userId") ?? []) : []))
    : [];
};

const openStates = ["STARTED", "PENDING", "IN_PROGRESS"];

/** It only reads, with five calls at most. */
export const readAccount = async (ask: Asked): Promise<ReadAccount | Unprobeable> => {
  try {
    const details = ["ContactDetails", "ClassificationDetails"];
    const v2 = await ask(readOf("v2", details));
    const v1 = await ask(readOf("v1", details));
    const departments = await ask({ method: "GET", route: "/core/v2/department" });
    const agents = await ask({ method: "GET", route: "/core/v1/agent" });
    if (isUnauthorized(v2) && isUnauthorized(v1)) {
      if (isUnauthorized(agents)) return { why: "key refused", answers: {} };
      return { why: "sessions denied", answers: { sessionAccess: "denied" } };
    }
    const [version, answer]: [SessionApiVersion, ProbeAnswer] = v2.isRefused ? ["v1", v1] : ["v2", v2];
    if (answer.isRefused) return { why: "no such session", answers: { sessionAccess: "granted" } };
    const session = propertiesOf(answer);
    const before = fieldsOf(session);
    const sessionApi = v2.isRefused ? "v1-only" : v1.isRefused ? "v2-only" : "v2-and-v1";
    if (!openStates.includes(before.status))
      return { why: "not open", status: before.status, answers: { sessionAccess: "granted", sessionApi } };

    const [first] = itemsOf(departments);
    const homeId = before.departmentId ?? (first && ownText(first, "id"));
    const listedMembers = itemsOf(departments).flatMap((each) =>
      memberIdsOf(each).map((userId) => [userId, String(own(each, "id"))] as const),
    );
    const ofAgents = itemsOf(agents).some((agent) => departmentIdsOf(agent).length > 0);
    // Where neither list says who belongs where, a department itself does.
    const home =
      homeId === undefined
        ? undefined
        : await ask({
            method: "GET",
            route: "/core/v1/department/{id}",
            id: homeId,
            query: [["includeDetails", "Agents"]],
          });
    const homeMembers = home ? memberIdsOf(propertiesOf(home)) : [];
    const people: Person[] = itemsOf(agents).flatMap((agent) => {
      const userId = ownText(agent, "userId");
      if (userId === undefined) return [];
      const fromHome = homeId !== undefined && homeMembers.includes(userId) ? [homeId] : [];
      const fromList = listedMembers.flatMap(([id, departmentId]) => (id === userId ? [departmentId] : []));
      return [
        {
          userId,
          name: ownText(agent, "name") ?? userId,
          isAvailable: own(agent, "availability") !== "UNAVAILABLE",
          departmentIds: [...new Set([...departmentIdsOf(agent), ...fromList, ...fromHome])],
        },
      ];
    });
    const anyMembers = ofAgents || listedMembers.length > 0 || homeMembers.length > 0;
    const contact = own(session, "contactDetails");
    const phone = isProperties(contact) ? digitsOf(ownText(contact, "phonenumber")) : undefined;
    return {
      known: {
        version,
        phone,
        contactId: ownText(session, "contactId"),
        homeId,
        people,
        showsClassification: isProperties(own(session, "classification")),
      },
      session,
      before,
      answers: {
        sessionAccess: "granted",
        sessionApi,
        ...(anyMembers && {
          departmentListAgents: listedMembers.length > 0 ? ("filled" as const) : ("empty" as const),
          agentsListDepartments: ofAgents ? ("filled" as const) : ("empty" as const),
        }),
      },
      open: anyMembers ? {} : { departmentListAgents: "unclear", agentsListDepartments: "unclear" },
    };
  } catch (error) {
    if (error instanceof TooMuchAsked) return { why: "too much asked", answers: {} };
    if (error instanceof HttpError) return { why: "away", status: error.reason, answers: {} };
    if (error instanceof NoAnswer) return { why: "away", status: error.message, answers: {} };
    throw error;
  }
};

export interface ProbeReport {
  answers: Answers;
  open: Partial<Record<UnknownName, OpenReason>>;
  left: readonly LeftOver[];
  end: "done" | "stopped" | "too much asked" | "failed";
  /** Of a failure. */
  error?: unknown;
}

interface Probing {
  ask: Asked;
  wait(ms: number): Promise<void>;
  allowed: readonly Consent[];
  /** Nothing more is asked once it is aborted. */
  signal: AbortSignal;
  text: string;
  begins?(question: Question): void;
  restores?(): void;
}

class Stopped extends Error {}

const endOf = (error: unknown): ProbeReport["end"] => {
  if (error instanceof Stopped) return "stopped";
  return error instanceof TooMuchAsked ? "too much asked" : "failed";
};

/** Throws nothing: what failed is in the report, beside what was restored. */
export const probeSession = async ({ known, before, ...read }: ReadAccount, probing: Probing): Promise<ProbeReport> => {
  const { allowed, signal, wait, text, begins, restores } = probing;
  const answers: Answers = { ...read.answers };
  const open: ProbeReport["open"] = { ...read.open };
  const ask: Asked = async (call) => {
    if (signal.aborted) throw new Stopped();
    return probing.ask(call);
  };
  let failure: unknown;
  let end: ProbeReport["end"] = "done";
  let isFailing = false;
  const stay = (question: Question, reason: OpenReason): void => {
    for (const name of question.settles) if (answers[name] === undefined) open[name] = reason;
  };
  for (const question of questions) {
    if (end !== "done") stay(question, "stopped");
    else if (
      question.needs &&
      !allowed.includes(question.needs) &&
      !(question.needs === "classification" && known.showsClassification)
    )
      stay(question, "not allowed");
    else
      try {
        begins?.(question);
        const { open: left = {}, ...found } = await question.put({ known, ask, wait, text });
        Object.assign(answers, found);
        for (const name of question.settles) if (answers[name] === undefined) open[name] = left[name] ?? "unclear";
        isFailing = false;
      } catch (error) {
        // Once is nothing; twice running it is a bad day of WTS.
        if (error instanceof NoAnswer && !isFailing) {
          isFailing = true;
          stay(question, "no answer");
          continue;
        }
        failure = error;
        end = endOf(error);
        stay(question, "stopped");
      }
  }
  for (const name of Object.keys(answers) as UnknownName[]) delete open[name];
  restores?.();
  const left = await restoreSession({ ask: probing.ask, version: known.version, wait }, before);
  return { answers, open, left, end, ...(end === "failed" && { error: failure }) };
};
