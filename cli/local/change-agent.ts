// `local agent`: who is there in the local world; one of them goes away, or comes back.
import { alignedTable } from "../display/aligned-table.ts";
import { agentCalled } from "./agent-called.ts";
import type { Presence } from "./choices.ts";
import { departmentName, localDirectory } from "./local-session.ts";
import { localWords } from "./local-words.ts";
import type { LocalWorld } from "./with-local-world.ts";

/** One of the rows of `local agent`. */
export interface LocalAgentRow {
  readonly name: string;
  readonly email: string;
  readonly isAvailable: boolean;
  /** By name. */
  readonly departments: readonly string[];
}

/** What `local agent --json` prints. */
export interface LocalAgentsAnswer {
  readonly agents: readonly LocalAgentRow[];
}

/** What `local agent <name> away --json` prints. */
export type AgentChangedAnswer = Omit<LocalAgentRow, "departments">;

const availability = { away: "UNAVAILABLE", back: "AVAILABLE" } as const;

export const listAgents = async (world: LocalWorld, name?: string): Promise<void> => {
  const { output, locale } = world;
  const say = localWords[locale.language];
  const directory = await localDirectory(world);
  const agents = name === undefined ? directory.agents : [agentCalled(directory.agents, name)];
  const rows = agents.map(
    ({ name: called, email, availability: now, departments }): LocalAgentRow => ({
      name: called,
      email,
      isAvailable: now === "AVAILABLE",
      departments: departments.flatMap(({ departmentId }) => departmentName(directory, departmentId) ?? []),
    }),
  );
  output.json({ agents: rows } satisfies LocalAgentsAnswer);
  output.line(
    ...alignedTable([
      say.agentHeads,
      ...rows.map((row) => [
        row.name,
        row.departments.join(", "),
        row.isAvailable ? say.presence.back : say.presence.away,
        row.email,
      ]),
    ]),
  );
};

export const changeAgent = async (world: LocalWorld, name: string, presence: Presence): Promise<void> => {
  const { output, locale } = world;
  const { agents } = await localDirectory(world);
  const agent = agentCalled(agents, name);
  await world.wts("PUT", `agents/${agent.userId}`, { availability: availability[presence] });
  output.json({
    name: agent.name,
    email: agent.email,
    isAvailable: presence === "back",
  } satisfies AgentChangedAnswer);
  output.line(localWords[locale.language].agentIs(agent.name, presence));
};
