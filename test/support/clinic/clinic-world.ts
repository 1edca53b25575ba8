// What the people of the clinic do at WTS: everything goes to the stand-in as it would to WTS, and its webhooks are kept.
import { createServer } from "node:http";
import { listen } from "../../../local/listen.ts";
import { testAccounts } from "../wts-stand-in.ts";
import type { ClinicServers } from "./clinic-servers.ts";
import { type Person, people } from "./clinic-staff.ts";
import { simulatedTime } from "./simulated-clock.ts";
import type { Talk } from "./talk.ts";

export interface Write {
  sessionId: string;
  action: string;
  body: Record<string, unknown>;
  status: number | null;
}

interface SessionView {
  id: string;
  status: string;
  userId: string | null;
}

interface Webhook {
  eventType: string;
  content: { id: string };
  changeMetadata: { changes: unknown } | null;
}

interface DirectoryAnswer {
  departments: { id: string; name: string }[];
  agents: { userId: string; email: string }[];
}

/** Only these changes can make anybody route a session; WTS tells of each message, too. */
const telling = ["status", "userId", "departmentId"];

const isTelling = ({ eventType, changeMetadata }: Webhook): boolean => {
  if (eventType !== "SESSION_UPDATE" || changeMetadata === null) return true;
  const { changes } = changeMetadata;
  return !Array.isArray(changes) || changes.some(({ property }) => telling.includes(property));
};

const writePath = /^\/chat\/v\d\/session\/([0-9a-f-]{36})\/(.+)$/;

export const clinicWorld = async (servers: ClinicServers) => {
  const { admin } = servers;
  const webhooks: Webhook[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const webhook = JSON.parse(Buffer.concat(chunks).toString("utf8")) as Webhook;
      if (isTelling(webhook)) webhooks.push(webhook);
      response.end();
    });
  });
  const { url, stop } = await listen(server, 0, { setting: "CLINIC_PORT" });
  let standInMs = 0;
  /** The stand-in's clock follows the simulation's before anything is asked of it. */
  const follow = async (): Promise<void> => {
    if (standInMs === simulatedTime.now()) return;
    standInMs = simulatedTime.now();
    await admin("PUT", "clock", { now: new Date(standInMs).toISOString(), frozen: true });
  };
  const now = (): string => new Date(simulatedTime.now()).toISOString();

  await admin("POST", "reset", { sessions: [], clock: { now: now(), frozen: true } });
  await admin("PUT", "limits", { enabled: false });
  const subscribed = await fetch(`${servers.standIn.url}/core/v1/webhook/subscription`, {
    method: "POST",
    headers: { authorization: `Bearer ${testAccounts.default.apiKey}`, "content-type": "application/json" },
    body: JSON.stringify({ name: "clinic", url: `${url}/hook`, events: ["SESSION_NEW", "SESSION_UPDATE"] }),
  });
  if (!subscribed.ok) throw new Error(`the stand-in answered ${subscribed.status} to the subscription`);
  const { departments, agents } = await admin<DirectoryAnswer>("GET", "directory");
  const departmentId = (name: string): string | undefined => departments.find((one) => one.name === name)?.id;
  const userIds = new Map(
    people.map((person) => [person, agents.find(({ email }) => email.startsWith(`${person.name}@`))?.userId ?? ""]),
  );
  const available = new Map<Person, boolean>();

  return {
    follow,
    departmentName: (id: unknown): string | undefined => departments.find((one) => one.id === id)?.name,
    personOf: (userId: unknown): Person | undefined => people.find((person) => userIds.get(person) === userId),
    isAvailable: (person: Person): boolean => available.get(person) === true,

    setAvailable: async (person: Person, isAvailable: boolean): Promise<void> => {
      available.set(person, isAvailable);
      const availability = isAvailable ? "AVAILABLE" : "UNAVAILABLE";
      await admin("PUT", `agents/${userIds.get(person)}`, { availability });
    },

    /** A contact begins it with a message; a bot answers where one is at work. */
    open: async ({ id, patient, department, isOfficial, state }: Talk, text: string): Promise<void> => {
      await follow();
      const isBots = state === "bot";
      await admin("PUT", `sessions/${id}?announce=true`, {
        ...{ contactId: patient.contactId, contactPhone: patient.phone, contactName: patient.name },
        contactTags: [...(patient.isVip ? ["VIP"] : []), ...(patient.wish === "never" ? ["nao-enviar"] : [])],
        contactStatus: patient.wish === "blocked" ? "BLOCKED" : "ACTIVE",
        channelType: isOfficial ? "CLOUDAPI_WHATSAPP" : "ZAPI_WHATSAPP",
        ...{ status: isBots ? "STARTED" : "PENDING", userId: null },
        departmentId: isBots ? null : departmentId(department),
        botId: isBots ? "b0700000-0000-4000-8000-000000000001" : null,
        ...{ createdAt: now(), startAt: now() },
        messages: [{ direction: "FROM_HUB", text, at: now() }],
      });
    },

    /** Answers the session that the message came to: where the old one is not opened again, WTS begins another. */
    say: async (
      { id, owner }: Talk,
      { origin, text }: { origin: "contact" | "person" | "BOT" | "OFFICE_HOURS"; text: string },
    ): Promise<SessionView> => {
      await follow();
      const isContact = origin === "contact";
      const userId = owner && userIds.get(owner);
      const { session } = await admin<{ session: SessionView }>("POST", "messages", {
        ...{ sessionId: id, direction: isContact ? "FROM_HUB" : "TO_HUB", text },
        ...(!isContact && { origin: origin === "person" ? "DEFAULT" : origin }),
        ...(origin === "person" && userId !== undefined && { userId }),
      });
      return session;
    },

    /** A bot hands it over, or a person moves it by hand: with an owner it is theirs, without one it waits in the queue. */
    move: async ({ id }: Talk, department: string, owner?: Person): Promise<void> => {
      await follow();
      await admin("PUT", `sessions/${id}?announce=true`, {
        status: owner ? "IN_PROGRESS" : "PENDING",
        departmentId: departmentId(department),
        userId: owner ? userIds.get(owner) : null,
      });
    },

    complete: async ({ id }: Talk): Promise<void> => {
      await follow();
      await admin("PUT", `sessions/${id}?announce=true`, {
        status: "COMPLETED",
        reactivateOnNewMessage: true,
        endAt: now(),
      });
    },

    /** The webhooks that have come. */
    takeWebhooks: async (): Promise<readonly Webhook[]> => {
      await servers.standIn.settled();
      return webhooks.splice(0);
    },

    /** What reached WTS since the last time, but for what only reads. */
    takeWrites: async (): Promise<readonly Write[]> => {
      const all = await admin<{ method: string; path: string; body: unknown; status: number | null }[]>(
        "GET",
        "requests",
      );
      if (all.length > 0) await admin("DELETE", "requests");
      return all.flatMap(({ method, path, body, status }) => {
        const [, sessionId, action] = writePath.exec(path) ?? [];
        if (method === "GET" || sessionId === undefined || action === undefined) return [];
        return [{ sessionId, action, status, body: Object(body) as Record<string, unknown> }];
      });
    },

    openSessions: async (): Promise<readonly SessionView[]> =>
      (await admin<SessionView[]>("GET", "sessions")).filter(({ status }) => status !== "COMPLETED"),

    stop,
  };
};

export type ClinicWorld = Awaited<ReturnType<typeof clinicWorld>>;
