// Knows the deployed roles: what their policies allow, whose access key is whose, and what of it all was ever needed.
import { GetRolePolicyCommand, IAMClient, ListRolePoliciesCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { clientOptionsAt } from "../../../local/aws/account.ts";
import type { AskedPermission } from "./asked-permissions.ts";
import { type NamedPolicy, simulate, type Verdict } from "./simulate.ts";

export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

interface Role {
  readonly arn: string;
  /** What the role is for, as people name it: the function's name. */
  readonly label: string;
  readonly policies: readonly NamedPolicy[];
  readonly text: string;
}

/** An action that a statement allows on one of its resources. */
export interface Grant {
  readonly role: string;
  readonly action: string;
  readonly resource: string;
}

export interface RoleRegistry {
  /** Reads what the role allows now, and answers an access key that stands for it. */
  assume(roleArn: string, label: string): Promise<RoleCredentials>;
  /** The role behind an access key; undefined for one that is no role's, as the operator's. */
  labelOf(accessKeyId: string): string | undefined;
  judge(accessKeyId: string, asked: AskedPermission, resourcePolicy?: unknown): Promise<Verdict>;
  /** All that the roles allow. */
  grants(): readonly Grant[];
  /** What of it nobody has needed since. */
  unused(): readonly Grant[];
  close(): void;
}

const listOf = (value: unknown): string[] => [value].flat().map(String);

const grantsOf = ({ label, policies }: Role): Grant[] =>
  policies.flatMap(({ policy }) =>
    [Object(policy).Statement].flat().flatMap((statement) => {
      const { Effect, Action, Resource } = Object(statement);
      if (Effect !== "Allow") return [];
      return listOf(Action).flatMap((action) =>
        listOf(Resource).map((resource) => ({ role: label, action, resource })),
      );
    }),
  );

const textOf = ({ role, action, resource }: Grant): string => `${role} ${action} ${resource}`;

export const openRoleRegistry = (endpoint: string): RoleRegistry => {
  const iam = new IAMClient(clientOptionsAt(endpoint));
  const sts = new STSClient(clientOptionsAt(endpoint));
  const roles = new Map<string, Role>();
  const grants = new Map<string, Grant>();
  const needed = new Set<string>();
  const verdicts = new Map<string, Promise<Verdict>>();

  const readPolicies = async (RoleName: string): Promise<NamedPolicy[]> => {
    const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
    return Promise.all(
      PolicyNames.map(async (name) => {
        const { PolicyDocument = "{}" } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: name }));
        return { name, policy: JSON.parse(decodeURIComponent(PolicyDocument)) };
      }),
    );
  };

  return {
    assume: async (arn, label) => {
      const policies = await readPolicies(arn.slice(arn.lastIndexOf("/") + 1));
      const role = { arn, label, policies, text: JSON.stringify(policies) };
      const { Credentials: given } = await sts.send(new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: label }));
      if (!given?.AccessKeyId || !given.SecretAccessKey || !given.SessionToken)
        throw new Error(`${arn} must be a role that can be assumed: STS gave no credentials`);
      roles.set(given.AccessKeyId, role);
      for (const grant of grantsOf(role)) grants.set(textOf(grant), grant);
      return {
        accessKeyId: given.AccessKeyId,
        secretAccessKey: given.SecretAccessKey,
        sessionToken: given.SessionToken,
      };
    },
    labelOf: (accessKeyId) => roles.get(accessKeyId)?.label,
    judge: async (accessKeyId, asked, resourcePolicy) => {
      const role = roles.get(accessKeyId);
      if (!role) throw new Error("only a role's access key is judged: assume one first");
      // The same question is asked thousands of times, with keys of items that most policies do not look at.
      const context = Object.fromEntries(Object.entries(asked.context).filter(([key]) => role.text.includes(key)));
      const question = { principal: role.arn, asked: { ...asked, context }, policies: role.policies, resourcePolicy };
      const key = JSON.stringify([accessKeyId, question.asked, resourcePolicy]);
      const verdict = verdicts.get(key) ?? simulate(question);
      verdicts.set(key, verdict);
      for (const { action, resource } of (await verdict).allowedBy)
        needed.add(textOf({ role: role.label, action, resource }));
      return verdict;
    },
    grants: () => [...grants.values()],
    unused: () => [...grants].flatMap(([key, grant]) => (needed.has(key) ? [] : [grant])),
    close: () => {
      iam.destroy();
      sts.destroy();
    },
  };
};
