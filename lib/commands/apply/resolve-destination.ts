// Turns the names of a command into WTS's ids, all problems at once; a name that fits several people is never guessed at.
import type { DepartmentReference, Destination, UserReference } from "../../core/command/destination.ts";
import type { Report } from "../../core/issue.ts";
import { nearestHint } from "../../core/names.ts";
import type { Directory, DirectoryReader } from "../../wts/directory.ts";
import type { WtsAgent, WtsDepartment } from "../../wts/types.ts";

interface Lookup<Found> {
  property: string;
  /** An issue names what was looked for in one word, and in its plural: "department" and "departments". */
  one: string;
  many: string;
  byHand: string;
  found: readonly Found[];
  all: readonly string[];
}

const pick = <Found>(reference: string, lookup: Lookup<Found>, report: Report): Found | undefined => {
  const { property, one, many, byHand, found, all } = lookup;
  if (found.length === 1) return found[0];
  if (found.length > 1)
    return report(property, "NAME_AMBIGUOUS", `${found.length} ${many} have this name; give ${byHand} instead`);
  const hint = nearestHint(reference, all, "; the nearest name is ");
  return report(property, "NAME_UNKNOWN", `no ${one} of this account has this name or id${hint}`);
};

/** Answers WTS's ids for what the command names, which are of use only when nothing was reported. */
export const resolveDestination = async (
  reference: DepartmentReference & UserReference,
  { directory, reader }: { directory: Directory; reader: DirectoryReader },
  report: Report,
): Promise<Destination> => {
  const destination: Destination = {};
  if (reference.departmentId === null) destination.departmentId = null;
  if (reference.userId === null) destination.userId = null;

  const departmentText = reference.departmentId ?? reference.department;
  let department: WtsDepartment | undefined;
  if (departmentText !== undefined) {
    const property = reference.department === undefined ? "departmentId" : "department";
    department = pick(
      departmentText,
      {
        property,
        one: "department",
        many: "departments",
        byHand: "the department's id",
        found: await directory.departments(reader, departmentText),
        all: await directory.departmentNames(reader),
      },
      report,
    );
    if (department) destination.departmentId = department.id;
  }

  const userText = reference.userId ?? reference.user;
  let agent: WtsAgent | undefined;
  if (userText !== undefined) {
    const property = reference.user === undefined ? "userId" : "user";
    agent = pick(
      userText,
      {
        property,
        one: "person",
        many: "people",
        byHand: "the e-mail or the userId",
        found: await directory.agents(reader, userText),
        all: await directory.agentNames(reader),
      },
      report,
    );
    if (agent) destination.userId = agent.userId;
    if (agent && department && !(await directory.isMember(reader, agent.userId, department.id)))
      report(property, "USER_NOT_IN_DEPARTMENT", `${agent.name} is not a member of ${department.name}`);
  }
  return destination;
};
