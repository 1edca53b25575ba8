// Asks a library that others wrote what IAM would say, and which statements it says so for.
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { accountId } from "../../../local/aws/account.ts";
import { installedPackages } from "../../installed.ts";
import type { AskedPermission } from "./asked-permissions.ts";

export interface NamedPolicy {
  readonly name: string;
  readonly policy: unknown;
}

interface Statement {
  readonly policyId?: string;
  readonly explain: {
    readonly identifier: string;
    readonly actions?: Matched<"action"> | readonly Matched<"action">[];
    readonly resources?: Matched<"resource"> | readonly Matched<"resource">[];
  };
}

type Matched<Key extends string> = { readonly [key in Key]: string } & { readonly matches: boolean };

interface Analysis {
  readonly identityAnalysis?: { readonly allowStatements: readonly Statement[] };
}

interface Simulation {
  readonly resultType: "single" | "wildcard" | "error";
  readonly overallResult?: "Allowed" | "ExplicitlyDenied" | "ImplicitlyDenied";
  readonly errors?: { readonly message: string };
  readonly result?: { readonly analysis: Analysis };
  /** In the place of it, where the resource has a star. */
  readonly results?: readonly { readonly analysis: Analysis }[];
}

/** It is of a package of its own, which who only tests the hooks does not install: the compiler knows only what is used of it. */
interface Library {
  runSimulation(simulation: object, options: object): Promise<Simulation>;
}

/** One thing that a statement of a policy allows. */
export interface AllowedBy {
  readonly policy: string;
  readonly action: string;
  readonly resource: string;
}

export interface Verdict {
  readonly isAllowed: boolean;
  readonly allowedBy: readonly AllowedBy[];
}

interface Question {
  /** The ARN of a role, or the name of a service, such as events.amazonaws.com. */
  readonly principal: string;
  readonly asked: AskedPermission;
  readonly policies: readonly NamedPolicy[];
  readonly resourcePolicy?: unknown;
}

const listOf = <Value>(value: Value | readonly Value[] | undefined): readonly Value[] =>
  value === undefined ? [] : ([value].flat() as Value[]);

const libraryFile = (): string =>
  createRequire(join(installedPackages(), "any.cjs")).resolve("@cloud-copilot/iam-simulate");

let library: Promise<Library> | undefined;

export const simulate = async ({ principal, asked, policies, resourcePolicy }: Question): Promise<Verdict> => {
  library ??= import(pathToFileURL(libraryFile()).href);
  const { runSimulation } = await library;
  const simulation = await runSimulation(
    {
      request: {
        principal,
        action: asked.action,
        resource: { resource: asked.resource, accountId },
        // What the functions send on AWS goes over TLS; here it stays on the machine.
        contextVariables: { ...asked.context, "aws:SecureTransport": "true" },
      },
      identityPolicies: policies,
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(resourcePolicy !== undefined && { resourcePolicy }),
    },
    {},
  );
  if (simulation.resultType === "error")
    throw new Error(`IAM cannot judge ${asked.action} on ${asked.resource}: ${simulation.errors?.message}`);
  const results = simulation.result ? [simulation.result] : (simulation.results ?? []);
  const statements = results.flatMap(({ analysis }) => analysis.identityAnalysis?.allowStatements ?? []);
  return {
    isAllowed: simulation.overallResult === "Allowed",
    allowedBy: statements.flatMap(({ explain }) =>
      listOf(explain.resources)
        .filter(({ matches }) => matches)
        .map(({ resource }) => ({ policy: explain.identifier, action: asked.action, resource })),
    ),
  };
};
