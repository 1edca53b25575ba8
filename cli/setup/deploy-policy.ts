// Writes the policy of whoever deploys: all that a deployment, an upgrade and a removal of one stage ask for, and no more.
import { Failure } from "../failure.ts";
import { type StagePlace, stageName } from "../stage-stack.ts";
import { type Names, ownRows, type PermissionRow, resourceRows } from "./permission-rows.ts";

export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: object;
}

export interface DeployPolicy {
  readonly Version: "2012-10-17";
  readonly Statement: readonly PolicyStatement[];
}

/** As `osls package` wrote it. */
export interface StageTemplate {
  readonly Resources: Readonly<Record<string, { readonly Type: string }>>;
}

/** A managed policy of IAM takes so many characters; white space does not count. */
export const mostPolicyCharacters = 6_144;

/**
 * What CloudFormation names itself has the stack's name first, cut off where there is little room: a role has 64 characters, and a
 * bucket 63, of which its own part takes 40.
 */
const mostOfGenerated = 23;

const namesOf = (place: StagePlace, account: string): Names => {
  const stack = stageName(place);
  const generated = stack.length <= mostOfGenerated ? `${stack}-` : stack.slice(0, mostOfGenerated);
  return { ...place, account, stack, generated };
};

const statementOf = ({ sid, actions, resources, condition }: PermissionRow, names: Names): PolicyStatement => ({
  ...{ Sid: sid, Effect: "Allow", Action: actions, Resource: resources(names) },
  ...(condition !== undefined && { Condition: condition }),
});

const unknownTypes = ({ Resources }: StageTemplate): readonly string[] => {
  const known = new Set(resourceRows.flatMap(({ types }) => types));
  return [...new Set(Object.values(Resources).map(({ Type }) => Type))].filter((type) => !known.has(type));
};

/** Throws Failure for a template with something that no permissions are known for. */
export const deployPolicy = (template: StageTemplate, place: StagePlace, account: string): DeployPolicy => {
  const unknown = unknownTypes(template);
  if (unknown.length > 0)
    throw new Failure(
      `the stack has ${unknown.join(", ")}, and which permissions that takes is not known here: add it in cli/setup/permission-rows.ts`,
    );
  const types = new Set(Object.values(template.Resources).map(({ Type }) => Type));
  const names = namesOf(place, account);
  const rows = [...ownRows, ...resourceRows.filter((row) => row.types.some((type) => types.has(type)))];
  return { Version: "2012-10-17", Statement: rows.map((row) => statementOf(row, names)) };
};
