// Keeps the session that the demo plays with, and the people around it.
import { readFileSync } from "node:fs";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { BusEvent } from "../lambda/event-bus.ts";
import { signRequest } from "../sign-request.ts";
import type { Stack } from "../stack.ts";
import { demoConfig } from "./demo-config.ts";

const config = demoConfig("en");

export const sessionId = "de300000-0000-4000-8000-000000000001";

export type Session = Readonly<Record<string, unknown>>;

interface Difference {
  field: string;
  before: string;
  after: string;
}

interface DemoAnswer {
  status: number;
  retryAfter: string | null;
  body: unknown;
}

export interface DemoWorld {
  /** Makes the session what it was at first, and takes away faults and journal. */
  reset(): Promise<void>;
  session(): Promise<Session>;
  differences(before: Session, after: Session): Difference[];
  call(method: string, path: string, body?: unknown): Promise<DemoAnswer>;
  /** Puts a "Session Update Requested" on the bus, as any program could, and answers the outcome that follows. */
  requestByEvent(detail: object): Promise<BusEvent>;
  /**
   * Posts as the source's sender would, signed; `damage` replaces the body afterwards. Answers the status, and the outcome
   * if there is one.
   */
  deliver(source: string, body: object, damage?: object): Promise<{ status: number; outcome: BusEvent | undefined }>;
  admin(method: string, path: string, body?: unknown): Promise<unknown>;
  departmentId(name: string): string;
  userId(name: string): string;
  /** Undefined where nobody has it. */
  userName(userId: string | null): string | undefined;
}

const shownFields = ["status", "departmentId", "userId", "endAt", "number", "metadata", "notes"] as const;

interface DemoSecrets {
  clients: { demo: [string] };
  sources: Record<string, [string]>;
}

const secretsIn = (secretsFile: string): DemoSecrets => JSON.parse(readFileSync(secretsFile, "utf8"));

const longestWaitMs = 20_000;

export const demoWorld = async (stack: Stack, events: readonly BusEvent[]): Promise<DemoWorld> => {
  const bus = new EventBridgeClient(stack.aws.eventbridge);
  const json = { "content-type": "application/json" };

  const outcomeOf = async (isOutcome: (event: BusEvent) => boolean): Promise<BusEvent> => {
    for (const endBy = Date.now() + longestWaitMs; Date.now() < endBy; ) {
      const outcome = events.find(isOutcome);
      if (outcome) return outcome;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`no outcome of the event within ${longestWaitMs / 1000} s`);
  };

  const requestByEvent = async (detail: object): Promise<BusEvent> => {
    const entry = {
      EventBusName: stack.busName,
      Source: "demo.crm",
      DetailType: "Session Update Requested",
      Detail: JSON.stringify(detail),
    };
    const { Entries = [] } = await bus.send(new PutEventsCommand({ Entries: [entry] }));
    const eventId = Entries[0]?.EventId;
    return outcomeOf(({ detail: outcome }) => (outcome as { correlationId?: string }).correlationId === eventId);
  };

  const deliver: DemoWorld["deliver"] = async (name, body, damage = body) => {
    const source = config.sources[name];
    const [secret = ""] = secretsIn(stack.secretsFile).sources[name] ?? [];
    if (!source) throw new Error(`the configuration of the demo has no source ${name}`);
    const bytes = Buffer.from(JSON.stringify(body));
    const request = { method: "POST", path: {}, query: {}, rawQuery: "", headers: json, bytes };
    const now = new Date(Date.now() + stack.clock.offsetMs());
    const signed = signRequest(request, { name, source, secret, publicUrl: config.publicUrl, now });
    const answer = await fetch(stack.url + signed.pathAndQuery, {
      method: "POST",
      headers: signed.headers,
      body: JSON.stringify(damage),
    });
    const { commandIds = [] } = (await answer.json()) as { commandIds?: string[] };
    const isOutcome = ({ detail }: BusEvent) => commandIds.includes(String((detail as { id?: string }).id));
    return { status: answer.status, outcome: commandIds.length > 0 ? await outcomeOf(isOutcome) : undefined };
  };

  const fetchJson = async (url: string, method: string, headers: Record<string, string>, body?: unknown) => {
    const answer = await fetch(url, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
    const text = await answer.text();
    return { answer, body: text === "" ? undefined : (JSON.parse(text) as unknown) };
  };
  const admin = async (method: string, path: string, body?: unknown) =>
    (await fetchJson(`${stack.wtsUrl}/__admin/${path}`, method, json, body)).body;

  const { departments, agents } = (await admin("GET", "directory")) as {
    departments: { id: string; name: string }[];
    agents: { userId: string; name: string }[];
  };
  const departmentId = (name: string): string => departments.find((one) => one.name === name)?.id ?? "";
  const userId = (name: string): string => agents.find((one) => one.name === name)?.userId ?? "";

  const show = (field: string, value: unknown): string => {
    if (value === null || value === undefined) return "—";
    if (field === "departmentId") return departments.find(({ id }) => id === value)?.name ?? String(value);
    if (field === "userId") return agents.find((agent) => agent.userId === value)?.name ?? String(value);
    if (field === "notes") return (value as { text: string }[]).map(({ text }) => text).join(" · ") || "—";
    if (field === "metadata")
      return Object.entries(value)
        .map(([key, text]) => `${key}=${text}`)
        .join(" ");
    return String(value);
  };

  return {
    requestByEvent,
    deliver,
    admin,
    departmentId,
    userId,
    userName: (id) => agents.find((agent) => agent.userId === id)?.name,
    reset: async () => {
      const session = {
        id: sessionId,
        status: "IN_PROGRESS",
        departmentId: departmentId("Recepção"),
        userId: userId("Bruno Carvalho"),
        number: "2026112200042",
        metadata: { origem: "site" },
      };
      await admin("POST", "reset", { sessions: [session] });
    },
    session: async () => (await admin("GET", `sessions/${sessionId}`)) as Session,
    differences: (before, after) =>
      shownFields
        .map((field) => ({ field, before: show(field, before[field]), after: show(field, after[field]) }))
        .filter((row) => row.before !== row.after),
    call: async (method, path, body) => {
      const headers = { ...json, authorization: `Bearer ${secretsIn(stack.secretsFile).clients.demo[0]}` };
      const { answer, body: answered } = await fetchJson(stack.url + path, method, headers, body);
      return { status: answer.status, retryAfter: answer.headers.get("retry-after"), body: answered };
    },
  };
};
