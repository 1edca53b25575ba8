// `local sessions`: the conversations of the stand-in, with who is waited for, and since when.
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import { alignedTable } from "../display/aligned-table.ts";
import { ageText, shownTime } from "../display/time-text.ts";
import type { Waiting } from "./choices.ts";
import { agentName, departmentName, type LocalSession, localDirectory } from "./local-session.ts";
import { localWords } from "./local-words.ts";
import type { LocalWorld } from "./with-local-world.ts";

export const openStatuses = ["STARTED", "PENDING", "IN_PROGRESS"] as const;
export const listedStatuses = [...openStatuses, "COMPLETED", "HIDDEN", "UNDEFINED"] as const;

/** One of the rows of `local sessions`. */
export interface LocalSessionRow {
  readonly id: string;
  readonly contact: string | null;
  readonly status: string;
  readonly department: string | null;
  readonly agent: string | null;
  /** Null where nobody has said anything. */
  readonly waits: Waiting | null;
  /** Such as CONTACT; null where nobody has. */
  readonly lastSpoke: string | null;
  /** The ISO instant of the newest message, or of its beginning. */
  readonly since: string;
}

/** What `local sessions --json` prints. */
export interface LocalSessionsAnswer {
  readonly account: string;
  /** The ISO instant by the local clock. */
  readonly now: string;
  /** Those of the statuses asked for, of which `sessions` are the newest. */
  readonly total: number;
  readonly sessions: readonly LocalSessionRow[];
}

interface Listing {
  status: string | undefined;
  limit: number;
}

const lastMs = ({ lastMessage, createdAt }: LocalSession): number => Date.parse(lastMessage?.at ?? createdAt);

const waitingIn = ({ lastMessage }: LocalSession): Waiting | null => {
  if (lastMessage === null) return null;
  return lastMessage.by === "CONTACT" ? "contact" : "us";
};

export const listSessions = async (world: LocalWorld, { status, limit }: Listing): Promise<void> => {
  const { output, locale, account } = world;
  const say = localWords[locale.language];
  const wanted = status === undefined ? openStatuses : [status];
  const query = wanted.map((each) => `status=${each}`).join("&");
  const [all, directory] = await Promise.all([
    world.wts<LocalSession[]>("GET", `sessions?${query}`),
    localDirectory(world),
  ]);
  const sessions = all.toSorted((one, other) => lastMs(other) - lastMs(one)).slice(0, limit);
  const nowMs = clock.now();
  const now = new Date(nowMs).toISOString();
  const rows = sessions.map(
    (session): LocalSessionRow => ({
      id: session.id,
      contact: session.contact.name,
      status: session.status,
      department: departmentName(directory, session.departmentId) ?? null,
      agent: agentName(directory, session.userId) ?? null,
      waits: waitingIn(session),
      lastSpoke: session.lastMessage?.by ?? null,
      since: session.lastMessage?.at ?? session.createdAt,
    }),
  );
  output.json({ account, now, total: all.length, sessions: rows } satisfies LocalSessionsAnswer);
  output.line(say.sessionsHead({ account, shown: rows.length, total: all.length, now: shownTime(now, locale) }));
  if (rows.length === 0) return;
  output.line(
    "",
    ...alignedTable([
      say.sessionHeads,
      ...rows.map(({ id, contact, status: state, department, agent, waits, since }) => [
        id,
        contact ?? undefined,
        state,
        department ?? undefined,
        agent ?? undefined,
        waits === null ? undefined : say.waits[waits],
        ageText(nowMs - Date.parse(since)),
      ]),
    ]),
  );
};
