// The people of a company; their `id` is not the `userId` everything else refers to.
import { formattedPhone } from "../contact.ts";
import type { Agent } from "../directory.ts";
import type { Endpoint } from "../http/call.ts";
import { pathId } from "../http/path-id.ts";
import { notFound } from "../http/refusal.ts";
import type { World } from "../world.ts";

export const agentView = (world: World, agent: Agent, withDepartments: boolean) => {
  const { memberships, ...shown } = agent;
  return {
    ...shown,
    companyId: world.companyId,
    phoneNumberFormatted: formattedPhone(agent.phoneNumber),
    departments: withDepartments
      ? memberships.map(({ departmentId, isSupervisor }) => ({
          agentId: agent.id,
          userId: agent.userId,
          departmentId,
          isAgent: true,
          isSupervisor,
        }))
      : [],
  };
};

export const listAgents: Endpoint = ({ world }) => {
  const fills = world.switches.agentsListDepartments === "filled";
  return world.directory.agents.map((agent) => agentView(world, agent, fills));
};

export const getAgent: Endpoint = (call) => {
  const id = pathId(call);
  const agent = call.world.directory.agents.find((one) => one.id === id);
  if (agent === undefined) throw notFound("Agente não encontrado");
  return agentView(call.world, agent, true);
};
