// Knows the deployed roles, and the people who have a policy of the stack: what these allow, whose access key is whose, and what of it all was
// ever needed.
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateUserCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListRolePoliciesCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { clientOptionsAt } from "../../../local/aws/account.ts";
import type { AskedPermission } from "./asked-permissions.ts";
import { type NamedPolicy, simulate, type Verdict } from "./simulate.ts";

export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

export interface UserCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

interface Role {
  readonly arn: string;
  /** What the role is for, as people name it: the function's name, or what the person does. */
  readonly label: string;
  /** A person calls more services than any function. */
  readonly isPerson: boolean;
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
  /** Makes a user who has the policy attached and nothing else, and answers their access key; `label` is how the calls are counted. */
  attach(policyArn: string, label: string): Promise<UserCredentials>;
  /** The role behind an access key; undefined for one that is no role's, such as that of whoever may do everything. */
  of(accessKeyId: string): { readonly label: string; readonly isPerson: boolean; readonly arn: string } | undefined;
  judge(accessKeyId: string, asked: AskedPermission, resourcePolicy?: unknown): Promise<Verdict>;
  /** All that the roles allow. */
  grants(): readonly Grant[];
  /** What of it nobody has needed since. */
  unused(): readonly Grant[];
  close(): void;
}

const listOf = (value: unknown): string[] => [value].flat().map(String);

const grantsOf = ({ label, policies }: Pick<Role, "label" | "policies">): Grant[] =>
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

  const readPolicy = async (PolicyArn: string): Promise<NamedPolicy> => {
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
    const version = { PolicyArn, VersionId: Policy?.DefaultVersionId };
    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand(version));
    return {
      name: Policy?.PolicyName ?? PolicyArn,
      policy: JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? "{}")),
    };
  };

  const know = (accessKeyId: string, role: Omit<Role, "text">): void => {
    roles.set(accessKeyId, { ...role, text: JSON.stringify(role.policies) });
    for (const grant of grantsOf(role)) grants.set(textOf(grant), grant);
  };

  return {
    assume: async (arn, label) => {
      const policies = await readPolicies(arn.slice(arn.lastIndexOf("/") + 1));
      const { Credentials: given } = await sts.send(new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: label }));
      if (!given?.AccessKeyId || !given.SecretAccessKey || !given.SessionToken)
        throw new Error(`${arn} must be a role that can be assumed: STS gave no credentials`);
      know(given.AccessKeyId, { arn, label, policies, isPerson: false });
      return {
        accessKeyId: given.AccessKeyId,
        secretAccessKey: given.SecretAccessKey,
        sessionToken: given.SessionToken,
      };
    },
    attach: async (PolicyArn, label) => {
      const policy = await readPolicy(PolicyArn);
      const UserName = `${label}-${roles.size + 1}`;
      const { User } = await iam.send(new CreateUserCommand({ UserName }));
      await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
      const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
      if (!AccessKey?.AccessKeyId || !AccessKey.SecretAccessKey || !User?.Arn)
        throw new Error(`IAM gave no key for ${label}`);
      know(AccessKey.AccessKeyId, { arn: User.Arn, label, policies: [policy], isPerson: true });
      return { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey };
    },
    of: (accessKeyId) => roles.get(accessKeyId),
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
