// The WTS Chat API as functions. Names are written exactly as WTS reads them, since it ignores what it does not know.
import { isProperties } from "../core/value.ts";
import type { WtsCaller } from "./caller.ts";
import type {
  CompleteBody,
  MessageBody,
  MessageFilter,
  Page,
  PartialBody,
  SessionDetail,
  SessionFilter,
  TransferBody,
  WtsAgent,
  WtsContact,
  WtsDepartment,
  WtsMessage,
  WtsOfficeHours,
  WtsSession,
  WtsStatus,
} from "./types.ts";
import { WtsApiError } from "./wts-api-error.ts";

/** v1 answers on accounts where the documented v2 routes do not exist. */
export type SessionApiVersion = "v2" | "v1";

/** WTS holds a synchronous message back for up to 25 s before it answers. */
const syncMessageTimeoutMs = 27_000;

export type WtsClient = ReturnType<typeof wtsClient>;

type QueryValue =
  | string
  | number
  | readonly string[]
  | { Before?: string; After?: string }
  | Readonly<Record<string, string>>
  | undefined;

type Filter = Readonly<Record<string, QueryValue>>;

/** Writes a query as WTS reads it: lists are repeated keys, date ranges are dotted names. */
const queryOf = (filter: Filter): URLSearchParams => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    if (value === undefined) continue;
    if (typeof value === "string" || typeof value === "number") query.append(name, String(value));
    else if (Array.isArray(value)) for (const item of value) query.append(name, item);
    else
      for (const [key, item] of Object.entries(value))
        if (item !== undefined) query.append(name === "Metadata" ? `Metadata[${key}]` : `${name}.${key}`, item);
  }
  return query;
};

/** The documentation says that these lists are plain arrays; one integration also met a page. */
const listOf = <Item>(answer: unknown): Item[] => {
  const items: unknown = Array.isArray(answer) ? answer : Object(answer).items;
  if (Array.isArray(items) && items.every((item) => typeof Object(item).id === "string")) return items as Item[];
  throw malformed("GET a list");
};

const malformed = (call: string): WtsApiError =>
  new WtsApiError(call, { failure: "unavailable", reason: "MALFORMED_ANSWER" });

/** What is compared and merged must be the session asked for: anything else would switch a guard off. */
const sessionOf = (answer: unknown, id: string): WtsSession => {
  const { id: answered, metadata } = Object(answer) as { id?: unknown; metadata?: unknown };
  const isSession = typeof answered === "string" && answered.toLowerCase() === id.toLowerCase();
  const hasMetadata = metadata === undefined || metadata === null || isProperties(metadata);
  if (isSession && hasMetadata) return answer as WtsSession;
  throw malformed("GET a session");
};

const pageOf = <Item>(answer: unknown): Page<Item> => {
  const page = (answer ?? {}) as Page<Item>;
  const items: unknown = page.items ?? [];
  if (!Array.isArray(items)) throw malformed("GET a page");
  return { ...page, items };
};

/** What cannot be read as a message may have been an answer to the contact, so that nothing is known of the whole page. */
const messagesOf = (answer: unknown): Page<WtsMessage> => {
  const page = pageOf<WtsMessage>(answer);
  if (!page.items.every(isProperties)) throw malformed("GET messages");
  return page;
};

/** A list that is not asked to be sorted begins anywhere: it was seen to begin at either end. */
const oldestFirst = { OrderBy: "createdAt", OrderDirection: "ASCENDING" } as const;

export const wtsClient = (call: WtsCaller, apiVersion: SessionApiVersion = "v2") => {
  const session = `/chat/${apiVersion}/session`;
  const action = "/chat/v1/session/{id}";
  const put = (route: string, id: string, body: unknown) =>
    call({ method: "PUT", route, ids: { id }, body }) as Promise<WtsSession>;
  /** What people read is sent once. */
  const post = (route: string, id: string, body: MessageBody, timeoutMs?: number) =>
    call({ method: "POST", route, ids: { id }, body, once: true, timeoutMs }) as Promise<WtsMessage>;
  const get = (route: string, ids: Readonly<Record<string, string>> = {}, filter: Filter = {}) =>
    call({ method: "GET", route, ids, query: queryOf(filter) });

  return {
    /** Answers one page; every filter has to be applied again to what comes back. */
    listSessions: async (filter: SessionFilter): Promise<Page<WtsSession>> =>
      pageOf(await get(session, {}, { ...oldestFirst, ...filter })),

    getSession: async (id: string, includeDetails: readonly SessionDetail[] = []): Promise<WtsSession> =>
      sessionOf(await get(`${session}/{id}`, { id }, { includeDetails }), id),

    /** A field that `fields` names without a value is erased. */
    updateSession: (id: string, body: PartialBody) => put(`${session}/{id}/partial`, id, body),

    completeSession: (id: string, body: CompleteBody) => put(`${action}/complete`, id, body),

    transferSession: (id: string, body: TransferBody) => put(`${action}/transfer`, id, body),

    /** `userId` is the person's, not the agent's `id`. */
    assignSession: (id: string, userId: string, options?: { stopBotInExecution?: boolean }) =>
      put(`${action}/assignee`, id, { userId, ...(options && { options }) }),

    changeStatus: (id: string, newStatus: WtsStatus, options?: { stopBotInExecution?: boolean }) =>
      put(`${action}/status`, id, { newStatus, ...(options && { options }) }),

    /** A note is seen by the team only. */
    createNote: (id: string, text: string) => post(`${action}/note`, id, { text }),

    listNotes: async (id: string, filter: MessageFilter = {}): Promise<Page<WtsMessage>> =>
      pageOf(await get(`${action}/note`, { id }, { ...oldestFirst, ...filter })),

    /** WTS only queues the message: its answer does not say that the contact got it. */
    sendMessage: (id: string, body: MessageBody) => post(`${action}/message`, id, body),

    /** Answers when the message has gone out or failed; may take 25 s. */
    sendMessageSync: (id: string, body: MessageBody) => post(`${action}/message/sync`, id, body, syncMessageTimeoutMs),

    getMessageStatus: (id: string) => get("/chat/v1/message/{id}/status", { id }) as Promise<WtsMessage>,

    listMessages: async (id: string, filter: MessageFilter = {}): Promise<Page<WtsMessage>> =>
      messagesOf(await get(`${action}/message`, { id }, { ...oldestFirst, ...filter })),

    listDepartments: async () => listOf<WtsDepartment>(await get("/core/v2/department")),

    /** Answers its members too, which the list may leave out. */
    getDepartment: (id: string) =>
      get("/core/v1/department/{id}", { id }, { includeDetails: "Agents" }) as Promise<WtsDepartment>,

    listAgents: async () => listOf<WtsAgent>(await get("/core/v1/agent")),

    getContact: (id: string) => get("/core/v1/contact/{id}", { id }) as Promise<WtsContact>,

    getContactByPhone: (phone: string) => get("/core/v1/contact/phonenumber/{phone}", { phone }) as Promise<WtsContact>,

    getOfficeHours: () => get("/core/v1/company/officehours") as Promise<WtsOfficeHours>,
  };
};
