// The questions that the probe puts to WTS: what each settles, with which calls, and how an answer is read.
import { randomUUID } from "node:crypto";
import { instantMs } from "../../../lib/core/instants.ts";
import { brazilianTwin } from "../../../lib/core/phone/brazilian-number.ts";
import { isProperties, own, ownText, type Properties } from "../../../lib/core/value.ts";
import type { SessionApiVersion } from "../../../lib/wts/client.ts";
import type { Switches } from "../../../local/wts/switches.ts";
import { itemsOf, type ProbeAnswer, type ProbeCall, propertiesOf } from "./probe-call.ts";
import { fieldsOf, partialOf, readOf, statusOf } from "./probed-session.ts";
import type { Answers, Consent, OpenReason, UnknownName } from "./unknowns.ts";

export interface Person {
  userId: string;
  name: string;
  isAvailable: boolean;
  departmentIds: readonly string[];
}

/** What is known once the account was read. */
export interface Known {
  version: SessionApiVersion;
  /** Digits, with the country code. */
  phone: string | undefined;
  contactId: string | undefined;
  /** Where the session is at home while it is probed: in its own department, or in the first there is. */
  homeId: string | undefined;
  people: readonly Person[];
  showsClassification: boolean;
}

export interface Asking {
  known: Known;
  ask(call: ProbeCall): Promise<ProbeAnswer>;
  wait(ms: number): Promise<void>;
  /** In the language of the team, who may read it. */
  text: string;
}

export type Found = Answers & { open?: Partial<Record<UnknownName, OpenReason>> };

export interface Question {
  /** Its sentence stands under the first of them. */
  settles: readonly [UnknownName, ...UnknownName[]];
  /** Every call that it may make, for who wants to know before. */
  calls: readonly string[];
  needs?: Consent;
  put(asking: Asking): Promise<Found>;
}

const partial = "PUT /chat/{v}/session/{id}/partial";
const status = "PUT /chat/v1/session/{id}/status";
const assign = "PUT /chat/v1/session/{id}/assignee";
const transfer = "PUT /chat/v1/session/{id}/transfer";
const complete = "PUT /chat/v1/session/{id}/complete";
const read = "GET /chat/{v}/session/{id}";
const list = "GET /chat/{v}/session";

export const sessionList = ({ version }: Known, query: ProbeCall["query"] = []): ProbeCall => ({
  method: "GET",
  route: `/chat/${version}/session`,
  query,
});
const assignTo = (userId: string): ProbeCall => ({
  method: "PUT",
  route: "/chat/v1/session/{id}/assignee",
  body: { userId },
});
const transferTo = (body: object): ProbeCall => ({ method: "PUT", route: "/chat/v1/session/{id}/transfer", body });
const completing: ProbeCall = {
  method: "PUT",
  route: "/chat/v1/session/{id}/complete",
  body: { reactivateOnNewMessage: true, stopBotInExecution: false },
};
const saying = (text: string, way: "" | "/sync" = ""): ProbeCall => ({
  method: "POST",
  route: `/chat/v1/session/{id}/message${way}`,
  body: { text },
});
const messages: ProbeCall = {
  method: "GET",
  route: "/chat/v1/session/{id}/message",
  query: [
    ["PageSize", "50"],
    ["OrderBy", "createdAt"],
    ["OrderDirection", "DESCENDING"],
  ],
};
const messageStatus = (id: string): ProbeCall => ({ method: "GET", route: "/chat/v1/message/{id}/status", id });

const isFormError = (answer: ProbeAnswer): boolean => answer.isRefused;
const interactionOf = (answer: ProbeAnswer): string | undefined => ownText(propertiesOf(answer), "lastInteractionDate");
const open = (reason: OpenReason, ...names: UnknownName[]): Found => ({
  open: Object.fromEntries(names.map((name) => [name, reason])),
});

const homeOf = ({ homeId, people }: Known) => {
  const members = people.filter(({ departmentIds }) => homeId !== undefined && departmentIds.includes(homeId));
  return {
    homeId,
    member: members.find(({ isAvailable }) => isAvailable),
    outsider: people.find(
      (person) => person.isAvailable && !members.includes(person) && person.departmentIds.length > 0,
    ),
    unavailable: people.find(({ isAvailable, departmentIds }) => !isAvailable && departmentIds.length > 0),
  };
};

/** Those to whom the session is given for a moment. */
export const peopleConcerned = (known: Known): readonly Person[] => {
  const { member, outsider, unavailable } = homeOf(known);
  return [member, outsider, unavailable].filter((person) => person !== undefined);
};

const errorName = (code: unknown): Answers["httpStatusCodeType"] | undefined => {
  if (typeof code === "number") return "number";
  if (typeof code !== "string") return undefined;
  return code === code.toUpperCase() ? "string" : "name";
};

/** A refusal of WTS has a key; one of the framework below it has a title. */
const refusalKind = (answer: ProbeAnswer): "envelope" | "problem" | undefined => {
  const body = propertiesOf(answer);
  if (ownText(body, "key") !== undefined) return "envelope";
  return ownText(body, "title") !== undefined || answer.status === 404 || answer.status === 400 ? "problem" : undefined;
};

const probeNumber = "wts-session-hooks-probe";
const naive = "2035-01-02T12:00:00";

/** Whether a filter by comma-joined statuses shows a session that is PENDING: as a list, as numbers that are ORed, or not at all. */
const commaPosition = (startedOrPending: boolean, startedOrInProgress: boolean): Switches["statusComma"] => {
  if (!startedOrPending) return "flags";
  return startedOrInProgress ? "ignored" : "list";
};

const windowOf = (session: Properties): string | undefined => ownText(session, "windowStatus");

export const questions: readonly Question[] = [
  {
    settles: ["notFound", "badInput", "httpStatusCodeType"],
    calls: [read, read],
    put: async ({ known: { version }, ask }) => {
      const missing = await ask({ ...readOf(version), id: randomUUID() });
      const bad = await ask({ ...readOf(version), id: "not-an-id" });
      const kinds = { missing: refusalKind(missing), bad: refusalKind(bad) };
      const named = [missing, bad].map((answer) => errorName(own(propertiesOf(answer), "httpStatusCode")));
      const type = named.find((name) => name !== undefined);
      return {
        ...(missing.status === 404
          ? { notFound: "404" }
          : kinds.missing === "envelope"
            ? { notFound: "form-error-500" }
            : open("unclear", "notFound")),
        ...(kinds.bad === "envelope"
          ? { badInput: "form-error-500" }
          : bad.status === 400
            ? { badInput: "problem-400" }
            : {}),
        ...(type && { httpStatusCodeType: type }),
      };
    },
  },
  {
    settles: ["unauthorizedStatus", "bearerPrefix", "httpStatusCodeType"],
    calls: ["GET /core/v1/agent", "GET /core/v1/agent"],
    put: async ({ ask }) => {
      const route = "/core/v1/agent";
      const nobody = await ask({ method: "GET", route, key: "nobody's" });
      const bare = await ask({ method: "GET", route, key: "bare" });
      const type = errorName(own(propertiesOf(nobody), "httpStatusCode"));
      return {
        ...(nobody.isRefused && { unauthorizedStatus: nobody.status === 200 ? "200" : "401" }),
        bearerPrefix: bare.isRefused ? "required" : "optional",
        ...(type && { httpStatusCodeType: type }),
      };
    },
  },
  {
    settles: ["unsortedOrder", "lowerCaseNames"],
    calls: [list, list],
    put: async ({ known, ask }) => {
      const times = itemsOf(await ask(sessionList(known, [["PageSize", "20"]]))).flatMap(
        (item) => instantMs(own(item, "createdAt") as string) ?? [],
      );
      const answered = await ask(sessionList(known, [["pagesize", "1"]]));
      const [first = 0, last = 0] = [times[0], times.at(-1)];
      const size = own(propertiesOf(answered), "pageSize");
      return {
        ...(first === last
          ? open("needs more sessions", "unsortedOrder")
          : { unsortedOrder: first < last ? ("oldest-first" as const) : ("newest-first" as const) }),
        lowerCaseNames: size === 1 ? "accepted" : "ignored",
      };
    },
  },
  {
    settles: ["contactByPhone"],
    calls: ["GET /core/v1/contact/phonenumber/{phone}"],
    put: async ({ known: { phone, contactId }, ask }) => {
      const twin = phone === undefined ? undefined : brazilianTwin(phone);
      if (twin === undefined) return open("needs a mobile of Brazil", "contactByPhone");
      const answer = await ask({ method: "GET", route: "/core/v1/contact/phonenumber/{phone}", id: twin });
      const isSame = !answer.isRefused && own(propertiesOf(answer), "id") === contactId;
      return { contactByPhone: isSame ? "folds-ninth-digit" : "exact" };
    },
  },
  {
    settles: ["companyIdMismatch"],
    calls: [read, partial],
    put: async ({ known: { version }, ask }) => {
      const { number } = fieldsOf(propertiesOf(await ask(readOf(version))));
      const answer = await ask(partialOf(version, ["Number"], { companyId: randomUUID(), number }));
      return { companyIdMismatch: answer.isRefused ? "form-error" : "ignored" };
    },
  },
  {
    settles: ["omittedValue"],
    calls: [partial, partial, read],
    put: async ({ known: { version }, ask }) => {
      await ask(partialOf(version, ["Number"], { number: probeNumber }));
      await ask(partialOf(version, ["Number"], {}));
      const { number } = fieldsOf(propertiesOf(await ask(readOf(version))));
      if (number !== null && number !== "" && number !== probeNumber) return open("unclear", "omittedValue");
      return { omittedValue: number === probeNumber ? "keeps" : "erases" };
    },
  },
  {
    settles: ["metadata"],
    calls: [partial, partial, read],
    put: async ({ known: { version }, ask }) => {
      await ask(partialOf(version, ["Metadata"], { metadata: { [probeNumber]: "1" } }));
      await ask(partialOf(version, ["Metadata"], { metadata: { [`${probeNumber}-2`]: "2" } }));
      const { metadata } = fieldsOf(propertiesOf(await ask(readOf(version))));
      if (metadata?.[`${probeNumber}-2`] === undefined) return open("unclear", "metadata");
      return { metadata: metadata[probeNumber] === undefined ? "replaced" : "merged" };
    },
  },
  {
    settles: ["naiveEndAt"],
    calls: ["GET /core/v1/company/officehours", read, partial, read, partial],
    put: async ({ known: { version }, ask }) => {
      const hours = Number(
        own(propertiesOf(await ask({ method: "GET", route: "/core/v1/company/officehours" })), "timezoneDiff"),
      );
      const before = fieldsOf(propertiesOf(await ask(readOf(version))));
      const answer = await ask(partialOf(version, ["EndAt"], { endAt: naive }));
      if (answer.isRefused) return { naiveEndAt: "rejected" };
      const { endAt } = fieldsOf(propertiesOf(await ask(readOf(version))));
      await ask(partialOf(version, ["EndAt"], { endAt: before.endAt }));
      const shift = ((instantMs(endAt) ?? 0) - Date.parse(`${naive}Z`)) / 3_600_000;
      if (shift === 0 && hours === 0) return open("same either way", "naiveEndAt");
      if (shift === 0) return { naiveEndAt: "utc" };
      return shift === -hours ? { naiveEndAt: "local" } : open("unclear", "naiveEndAt");
    },
  },
  {
    settles: ["statusComma"],
    calls: [partial, status, list, list],
    put: async ({ known, ask }) => {
      await ask(partialOf(known.version, ["UserId"], { userId: null }));
      const pending = await ask(statusOf("PENDING"));
      if (pending.isRefused || known.contactId === undefined) return open("unclear", "statusComma");
      const { contactId } = known;
      const shows = async (statuses: string): Promise<boolean> => {
        const query = [
          ["ContactId", contactId],
          ["Status", statuses],
          ["PageSize", "100"],
        ] as const;
        const found = itemsOf(await ask(sessionList(known, query)));
        return found.some((item) => own(item, "id") === own(propertiesOf(pending), "id"));
      };
      return { statusComma: commaPosition(await shows("STARTED,PENDING"), await shows("STARTED,IN_PROGRESS")) };
    },
  },
  {
    settles: ["assignMovesStatus", "transferMovesInteraction"],
    calls: [partial, partial, status, assign],
    put: async ({ known, ask }) => {
      const { homeId, member } = homeOf(known);
      if (!member) return open("needs a person", "assignMovesStatus", "transferMovesInteraction");
      await ask(partialOf(known.version, ["DepartmentId"], { departmentId: homeId }));
      await ask(partialOf(known.version, ["UserId"], { userId: null }));
      const before = await ask(statusOf("PENDING"));
      const after = await ask(assignTo(member.userId));
      if (after.isRefused) return open("unclear", "assignMovesStatus", "transferMovesInteraction");
      return {
        assignMovesStatus: fieldsOf(propertiesOf(after)).status === "IN_PROGRESS" ? "in-progress" : "unchanged",
        transferMovesInteraction: interactionOf(after) === interactionOf(before) ? "false" : "true",
      };
    },
  },
  {
    settles: ["clearUserStatus", "partialUserMovesStatus"],
    calls: [assign, status, partial, status, partial],
    put: async ({ known, ask }) => {
      const { member } = homeOf(known);
      if (!member) return open("needs a person", "clearUserStatus", "partialUserMovesStatus");
      await ask(assignTo(member.userId));
      await ask(statusOf("IN_PROGRESS"));
      const cleared = await ask(partialOf(known.version, ["UserId"], { userId: null }));
      await ask(statusOf("PENDING"));
      const given = await ask(partialOf(known.version, ["UserId"], { userId: member.userId }));
      return {
        clearUserStatus: fieldsOf(propertiesOf(cleared)).status === "PENDING" ? "pending" : "unchanged",
        partialUserMovesStatus: fieldsOf(propertiesOf(given)).status === "IN_PROGRESS" ? "like-assign" : "unchanged",
      };
    },
  },
  {
    settles: ["transferSameDepartment"],
    calls: [assign, transfer],
    put: async ({ known, ask }) => {
      const { homeId, member } = homeOf(known);
      if (!member) return open("needs a person", "transferSameDepartment");
      await ask(assignTo(member.userId));
      const answer = await ask(transferTo({ type: "DEPARTMENT", newDepartmentId: homeId }));
      if (answer.isRefused) return { transferSameDepartment: "form-error" };
      return { transferSameDepartment: fieldsOf(propertiesOf(answer)).userId === null ? "ok" : "keeps-user" };
    },
  },
  {
    settles: ["userOutsideDepartment"],
    calls: [assign],
    put: async ({ known, ask }) => {
      const { outsider } = homeOf(known);
      if (!outsider) return open("needs an outsider", "userOutsideDepartment");
      return { userOutsideDepartment: (await ask(assignTo(outsider.userId))).isRefused ? "form-error" : "accepted" };
    },
  },
  {
    settles: ["transferToUnavailable"],
    calls: [transfer],
    put: async ({ known, ask }) => {
      const { unavailable } = homeOf(known);
      const [newDepartmentId] = unavailable?.departmentIds ?? [];
      if (!unavailable) return open("needs somebody unavailable", "transferToUnavailable");
      const answer = await ask(transferTo({ type: "USER", newDepartmentId, newUserId: unavailable.userId }));
      return { transferToUnavailable: isFormError(answer) ? "form-error" : "ok" };
    },
  },
  {
    settles: ["classificationShown"],
    needs: "classification",
    calls: [partial, read, partial],
    put: async ({ known: { version, showsClassification }, ask, text }) => {
      if (showsClassification) return { classificationShown: "with-details" };
      await ask(
        partialOf(version, ["Classification"], { classification: { category: "INFO", description: text, amount: 0 } }),
      );
      const shown = own(propertiesOf(await ask(readOf(version, ["ClassificationDetails"]))), "classification");
      // What it had before, if anything, nobody could see: that is why this is asked for by itself.
      await ask(partialOf(version, ["Classification"], { classification: null }));
      return { classificationShown: isProperties(shown) ? "with-details" : "never" };
    },
  },
  {
    settles: ["noteMovesInteraction", "messageListNotes"],
    needs: "note",
    calls: [read, "POST /chat/v1/session/{id}/note", read, "GET /chat/v1/session/{id}/message"],
    put: async ({ known: { version }, ask, text }) => {
      const before = interactionOf(await ask(readOf(version)));
      const note = await ask({ method: "POST", route: "/chat/v1/session/{id}/note", body: { text } });
      const id = own(propertiesOf(note), "id");
      if (note.isRefused || id === undefined) return open("unclear", "noteMovesInteraction", "messageListNotes");
      const after = interactionOf(await ask(readOf(version)));
      const listed = itemsOf(await ask(messages)).some((message) => own(message, "id") === id);
      return {
        noteMovesInteraction: after === before ? "false" : "true",
        messageListNotes: listed ? "included" : "excluded",
      };
    },
  },
  {
    settles: ["lastMessageOut", "automaticMovesInteraction", "apiMessages", "messageOutsideWindow"],
    needs: "message",
    calls: [
      ...[read, "POST /chat/v1/session/{id}/message", read, "GET /chat/v1/session/{id}/message"],
      ...Array.from({ length: 4 }, () => "GET /chat/v1/message/{id}/status"),
    ],
    put: async ({ known: { version }, ask, wait, text }) => {
      const before = propertiesOf(await ask(readOf(version)));
      const isOpen = windowOf(before) === "ACTIVE";
      const sent = await ask(saying(text));
      const id = ownText(propertiesOf(sent), "id");
      if (sent.isRefused || id === undefined)
        return {
          ...(isOpen ? open("unclear", "messageOutsideWindow") : { messageOutsideWindow: "form-error" as const }),
          open: {
            ...(isOpen && { messageOutsideWindow: "needs a closed window" as const }),
            ...{
              lastMessageOut: "needs an open window",
              automaticMovesInteraction: "needs an open window",
              apiMessages: "needs an open window",
            },
          },
        };
      const after = propertiesOf(await ask(readOf(version)));
      const message = itemsOf(await ask(messages)).find((each) => own(each, "id") === id);
      const isSame = (name: string): boolean => own(before, name) === own(after, name);
      let fails = false;
      for (let tries = 0; !isOpen && !fails && tries < 4; tries += 1) {
        await wait(2_000);
        fails = ownText(propertiesOf(await ask(messageStatus(id))), "status") === "FAILED";
      }
      const direction = message && ownText(message, "direction");
      const withUser = message !== undefined && own(message, "userId") !== null && own(message, "userId") !== undefined;
      return {
        lastMessageOut: isSame("lastMessageOut") ? "humans-only" : "all",
        automaticMovesInteraction: isSame("lastInteractionDate") ? "false" : "true",
        ...(direction === "FROM_HUB" ? { apiMessages: "from-hub-with-user" } : {}),
        ...(direction === "TO_HUB" ? { apiMessages: withUser ? "to-hub-with-user" : "to-hub" } : {}),
        ...(fails && { messageOutsideWindow: "fails" as const }),
        ...(!fails && open(isOpen ? "needs a closed window" : "unclear", "messageOutsideWindow")),
      };
    },
  },
  {
    settles: ["syncTogether"],
    needs: "two-messages",
    calls: [
      ...[read, "POST /chat/v1/session/{id}/message/sync", "POST /chat/v1/session/{id}/message/sync"],
      ...["GET /chat/v1/message/{id}/status", "GET /chat/v1/message/{id}/status"],
    ],
    put: async ({ known: { version }, ask, wait, text }) => {
      if (windowOf(propertiesOf(await ask(readOf(version)))) !== "ACTIVE")
        return open("needs an open window", "syncTogether");
      const sent = await Promise.all([
        ask(saying(`${text} 1`, "/sync")),
        ask({ ...saying(`${text} 2`, "/sync"), atOnce: true }),
      ]);
      if (sent.some(({ isRefused }) => isRefused)) return { syncTogether: "failed" };
      if (sent.some((answer) => ownText(propertiesOf(answer), "status") === "PROCESSING"))
        return { syncTogether: "stuck" };
      await wait(2_000);
      const states: (string | undefined)[] = [];
      for (const answer of sent) {
        const { body } = await ask(messageStatus(ownText(propertiesOf(answer), "id") ?? ""));
        states.push(ownText(body, "status"));
      }
      return { syncTogether: states.includes("FAILED") ? "failed" : "sent" };
    },
  },
  {
    settles: ["completeTwice"],
    calls: [complete, complete],
    put: async ({ ask }) => {
      const first = await ask(completing);
      if (first.isRefused) return open("unclear", "completeTwice");
      return { completeTwice: (await ask(completing)).isRefused ? "form-error" : "ok" };
    },
  },
  {
    settles: ["messageToCompleted"],
    needs: "message",
    calls: [read, complete, "POST /chat/v1/session/{id}/message", read],
    put: async ({ known: { version }, ask, text }) => {
      const before = propertiesOf(await ask(readOf(version)));
      if (windowOf(before) !== "ACTIVE") return open("needs an open window", "messageToCompleted");
      if (own(before, "status") !== "COMPLETED") await ask(completing);
      const sent = await ask(saying(text));
      if (sent.isRefused) return { messageToCompleted: "form-error" };
      const { status: after } = fieldsOf(propertiesOf(await ask(readOf(version))));
      return after === "COMPLETED" ? open("unclear", "messageToCompleted") : { messageToCompleted: "reopens" };
    },
  },
  {
    settles: ["transferCompleted"],
    calls: [read, complete, assign],
    put: async ({ known, ask }) => {
      const { member } = homeOf(known);
      if (!member) return open("needs a person", "transferCompleted");
      const { status: before } = fieldsOf(propertiesOf(await ask(readOf(known.version))));
      if (before !== "COMPLETED") await ask(completing);
      const answer = await ask(assignTo(member.userId));
      if (answer.isRefused) return { transferCompleted: "form-error" };
      const { status: after } = fieldsOf(propertiesOf(answer));
      return after === "COMPLETED" ? open("unclear", "transferCompleted") : { transferCompleted: "reopens" };
    },
  },
  {
    settles: ["statusOnCompleted"],
    calls: [read, complete, status],
    put: async ({ known, ask }) => {
      const { status: before } = fieldsOf(propertiesOf(await ask(readOf(known.version))));
      if (before !== "COMPLETED") await ask(completing);
      return { statusOnCompleted: (await ask(statusOf("PENDING"))).isRefused ? "form-error" : "ok" };
    },
  },
  {
    settles: ["partialCompleted"],
    calls: [read, partial, partial, partial, read],
    put: async ({ known: { version }, ask }) => {
      const before = fieldsOf(propertiesOf(await ask(readOf(version))));
      if (before.status === "COMPLETED") await ask(partialOf(version, ["Status"], { status: "PENDING" }));
      await ask(partialOf(version, ["EndAt"], { endAt: null }));
      const answer = await ask(partialOf(version, ["Status"], { status: "COMPLETED" }));
      const after = fieldsOf(propertiesOf(await ask(readOf(version))));
      if (answer.isRefused || after.status !== "COMPLETED") return open("unclear", "partialCompleted");
      return { partialCompleted: after.endAt === null ? "status-only" : "like-complete" };
    },
  },
];

/** These are answered while the account is read, before anything is written. */
export const readFirst: Pick<Question, "settles" | "calls"> = {
  settles: ["sessionApi", "sessionAccess", "departmentListAgents", "agentsListDepartments"],
  calls: [
    ...["GET /chat/v2/session/{id}", "GET /chat/v1/session/{id}", "GET /core/v2/department", "GET /core/v1/agent"],
    "GET /core/v1/department/{id}",
  ],
};
