// `local say`: a message in the local world, as the contact or the other side would send it; functions hear of it as from WTS.
import { Failure } from "../failure.ts";
import { agentCalled } from "./agent-called.ts";
import type { Speaker } from "./choices.ts";
import { findLocalSession } from "./find-local-session.ts";
import { findNamed, NobodyCalledSo } from "./find-named.ts";
import { departmentName, type LocalDirectory, type LocalSession, localDirectory } from "./local-session.ts";
import { localWords } from "./local-words.ts";
import type { LocalWorld } from "./with-local-world.ts";

const voices = {
  contact: { direction: "FROM_HUB", origin: "GATEWAY" },
  agent: { direction: "TO_HUB", origin: "DEFAULT" },
  bot: { direction: "TO_HUB", origin: "BOT" },
  campaign: { direction: "TO_HUB", origin: "CAMPAIGN" },
} as const satisfies Record<Speaker, object>;

/** What `local say --json` prints. */
export interface SaidAnswer {
  readonly sessionId: string;
  readonly status: string;
  readonly as: Speaker;
  /** A session began with it. */
  readonly begun: boolean;
}

interface Said {
  whom: string;
  text: string;
  as: Speaker;
  /** Whoever is named is somebody new, who begins a conversation. */
  isNew: boolean;
  department: string | undefined;
  /** Who answers; the session is theirs from then on. */
  agent: string | undefined;
}

/** Answers who speaks in the session. Whoever is named takes it first, as a person does who begins to answer. */
const speakingAgent = async (
  { wts }: LocalWorld,
  { agents }: LocalDirectory,
  { session, named }: { session: LocalSession; named: string | undefined },
): Promise<string> => {
  if (named !== undefined) {
    const { userId } = agentCalled(agents, named);
    if (userId !== session.userId)
      await wts("PUT", `sessions/${session.id}?announce=true`, { userId, status: "IN_PROGRESS" });
    return userId;
  }
  if (session.userId !== null && agents.some(({ userId }) => userId === session.userId)) return session.userId;
  throw new Failure(`nobody has session ${session.id}: name who takes it and answers, with --agent`);
};

const phoneLike = /^\+?[\d\s().-]{8,}$/;

/** A number is taken for the contact's number, and anything else for the name. */
const newContactOf = ({ whom, department }: Said, directory: LocalDirectory) => ({
  name: whom,
  ...(phoneLike.test(whom) && { phoneNumber: whom.replaceAll(/\D/g, "") }),
  ...(department !== undefined && {
    departmentId: findNamed(directory.departments, department, {
      what: "department",
      namesOf: ({ name, id }) => [name, id],
      apart: ({ name }) => name,
    }).id,
  }),
});

const findOrAdvise = (sessions: readonly LocalSession[], whom: string): LocalSession => {
  try {
    return findLocalSession(sessions, whom);
  } catch (error) {
    if (error instanceof NobodyCalledSo)
      throw new Failure(`${error.message}; --new has somebody new begin a conversation`);
    throw error;
  }
};

export const saySomething = async (world: LocalWorld, said: Said): Promise<void> => {
  const { output, locale } = world;
  const say = localWords[locale.language];
  const directory = await localDirectory(world);
  const known = said.isNew ? undefined : findOrAdvise(await world.wts<LocalSession[]>("GET", "sessions"), said.whom);
  const { session } = await world.wts<{ session: LocalSession }>("POST", "messages", {
    ...voices[said.as],
    text: said.text,
    ...(known ? { sessionId: known.id } : { newContact: newContactOf(said, directory) }),
    ...(known &&
      said.as === "agent" && {
        userId: await speakingAgent(world, directory, { session: known, named: said.agent }),
      }),
  });
  const begun = session.id !== known?.id;
  output.json({ sessionId: session.id, status: session.status, as: said.as, begun } satisfies SaidAnswer);
  output.line(
    say.said({
      as: said.as,
      contact: session.contact.name ?? "",
      id: session.id,
      status: session.status,
      department: departmentName(directory, session.departmentId),
      begun,
    }),
  );
};
