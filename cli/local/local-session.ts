// Says what the stand-in tells of a session and of people, in names.
import type { LocalWorld } from "./with-local-world.ts";

export interface LocalSession {
  readonly id: string;
  readonly status: string;
  readonly contact: { readonly name: string | null; readonly phoneNumber: string | null };
  readonly departmentId: string | null;
  readonly userId: string | null;
  readonly createdAt: string;
  readonly lastInteractionDate: string | null;
  readonly lastMessage: { readonly at: string; readonly by: string } | null;
}

export interface LocalAgent {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly availability: "AVAILABLE" | "UNAVAILABLE";
  readonly departments: readonly { readonly departmentId: string }[];
}

export interface LocalDirectory {
  readonly departments: readonly { readonly id: string; readonly name: string }[];
  readonly agents: readonly LocalAgent[];
}

export const localDirectory = ({ wts }: LocalWorld): Promise<LocalDirectory> => wts("GET", "directory");

export const departmentName = ({ departments }: LocalDirectory, id: string | null): string | undefined =>
  departments.find((department) => department.id === id)?.name;

export const agentName = ({ agents }: LocalDirectory, userId: string | null): string | undefined =>
  agents.find((agent) => agent.userId === userId)?.name;
