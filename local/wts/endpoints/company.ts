// Answers the departments of the company, with members and channels where asked for, its people and its office hours. A
// person's `id` is not the `userId` that everything else refers to.
import { formattedPhone } from "../contact.ts";
import type { Agent, Department } from "../directory.ts";
import { type Endpoint, pathId } from "../http/call.ts";
import { notFound } from "../http/refusal.ts";
import type { World } from "../world.ts";

const membersOf = (world: World, department: Department) =>
  world.directory.agents.flatMap((agent) =>
    agent.memberships
      .filter((membership) => membership.departmentId === department.id)
      .map(({ departmentId, isSupervisor }) => ({ userId: agent.userId, departmentId, isAgent: true, isSupervisor })),
  );

const departmentV2 = (world: World, department: Department, withAgents: boolean, withChannels: boolean) => ({
  id: department.id,
  companyId: world.companyId,
  createdAt: department.createdAt,
  updatedAt: department.createdAt,
  name: department.name,
  isDefault: department.isDefault,
  distribuitionEnabled: false,
  restrictionType: "NONE",
  distributionConfig: { expirationIsEnabled: false, maximumDurationInMinutes: 0, inactivityTimeInMinutes: 0 },
  agents: withAgents ? membersOf(world, department) : [],
  channels: withChannels
    ? world.directory.channels.map(({ id, number, name, type }) => ({ id, number, name, type }))
    : [],
  directLinks: null,
});

export const listDepartmentsV2: Endpoint = ({ world }) => {
  const fills = world.switches.departmentListAgents === "filled";
  return world.directory.departments.map((department) => departmentV2(world, department, fills, true));
};

const departmentV1 = (world: World, department: Department, withAgents: boolean, withChannels: boolean) => ({
  ...departmentV2(world, department, withAgents, withChannels),
  description: department.description,
  isPrivate: false,
});

export const listDepartmentsV1: Endpoint = ({ world }) => {
  const fills = world.switches.departmentListAgents === "filled";
  return world.directory.departments.map((department) => departmentV1(world, department, fills, true));
};

export const getDepartment: Endpoint = (call) => {
  const details = call.query.oneOf("includeDetails", ["All", "Agents", "Channels"]);
  const id = pathId(call);
  const department = call.world.directory.departments.find((one) => one.id === id);
  if (department === undefined) throw notFound("Equipe não encontrada");
  const isWanted = (part: string) => details === "All" || details === part;
  return departmentV1(call.world, department, isWanted("Agents"), isWanted("Channels"));
};

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

/** Office hours are wall times and a fixed offset: WTS knows no zone and no holidays. */
export const getOfficeHours: Endpoint = ({ world }) => world.officeHours;
