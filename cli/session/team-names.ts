// Answers what people and departments are called, as far as WTS's directory says; whoever it does not name keeps the id.
import type { AskableWts } from "./ask-wts.ts";

/** Both lists are read once. */
export const teamNames = async ({ ask }: Pick<AskableWts, "ask">): Promise<ReadonlyMap<string, string>> => {
  const lists = await ask(({ client }) => Promise.all([client.listDepartments(), client.listAgents()]));
  const [departments, agents] = lists ?? [[], []];
  const named = [
    ...departments.map(({ id, name }) => [id, name] as const),
    ...agents.map(({ userId, name }) => [userId, name] as const),
  ];
  return new Map(
    named.flatMap(([id, name]) => (typeof id === "string" && name ? [[id.toLowerCase(), name] as const] : [])),
  );
};
