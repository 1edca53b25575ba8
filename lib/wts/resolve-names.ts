// Finds which departments and people the names of a configuration mean, and what is wrong with names that mean none or several.
import { nearest, nearestHint } from "../core/names.ts";
import type { Wts } from "./connect.ts";

interface Named {
  what: "department" | "person";
  many: "departments" | "people";
  ids: readonly string[];
  all: readonly string[];
}

export interface NameProblem {
  what: "department" | "person";
  name: string;
  /** None or several have it. */
  found: number;
  /** Undefined where none is near. */
  nearest: string | undefined;
  message: string;
}

const messageOf = (name: string, { what, many, ids, all }: Named): string => {
  if (ids.length > 1)
    return `${ids.length} ${many} are called ${name}: name one by its ${what === "person" ? "e-mail" : "id"}`;
  const hint = nearestHint(name, all, "; the nearest name is ");
  return `no ${what} of the account has the name or id ${name}${hint}`;
};

const problemOf = (name: string, named: Named): NameProblem => ({
  what: named.what,
  name,
  found: named.ids.length,
  nearest: nearest(name, named.all),
  message: messageOf(name, named),
});

export const resolveNames = async (
  { client, directory }: Pick<Wts, "client" | "directory">,
  { departments, users }: { departments: Iterable<string>; users: Iterable<string> },
): Promise<{
  departmentIds: ReadonlyMap<string, string>;
  userIds: ReadonlyMap<string, string>;
  problems: readonly NameProblem[];
}> => {
  const departmentIds = new Map<string, string>();
  const userIds = new Map<string, string>();
  const problems: NameProblem[] = [];
  for (const name of departments) {
    const ids = (await directory.departments(client, name)).map(({ id }) => id);
    const [id] = ids;
    if (id !== undefined && ids.length === 1) departmentIds.set(name, id);
    else {
      const all = await directory.departmentNames(client);
      problems.push(problemOf(name, { what: "department", many: "departments", ids, all }));
    }
  }
  for (const name of users) {
    const ids = (await directory.agents(client, name)).map(({ userId }) => userId);
    const [id] = ids;
    if (id !== undefined && ids.length === 1) userIds.set(name, id);
    else {
      const all = await directory.agentNames(client);
      problems.push(problemOf(name, { what: "person", many: "people", ids, all }));
    }
  }
  return { departmentIds, userIds, problems };
};
