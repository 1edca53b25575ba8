// Knows the people who deploy: their access keys, and what the policies attached to them allow.
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  IAMClient,
} from "@aws-sdk/client-iam";
import { clientOptionsAt } from "../../../local/aws/account.ts";
import type { AskedPermission } from "./asked-permissions.ts";
import { mayCall } from "./may-call.ts";

export interface PersonCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface Person {
  readonly arn: string;
  mayCall(asked: AskedPermission): Promise<boolean>;
}

export interface People {
  /** Makes a user who has that policy and nothing else, as somebody does by hand in the console. */
  add(name: string, policy: object): Promise<PersonCredentials>;
  /** Undefined for a key that is nobody's here. */
  personOf(accessKeyId: string): Person | undefined;
  close(): void;
}

export const openPeople = (endpoint: string): People => {
  const iam = new IAMClient(clientOptionsAt(endpoint));
  const people = new Map<string, Person>();

  const personWith = (arn: string, policy: object): Person => {
    const verdicts = new Map<string, Promise<boolean>>();
    return {
      arn,
      mayCall: (asked) => {
        const key = JSON.stringify(asked);
        const verdict =
          verdicts.get(key) ?? mayCall({ principal: arn, policies: [{ name: "attached", policy }] }, asked);
        verdicts.set(key, verdict);
        return verdict;
      },
    };
  };

  return {
    add: async (UserName, policy) => {
      const { User } = await iam.send(new CreateUserCommand({ UserName }));
      const { Policy } = await iam.send(
        new CreatePolicyCommand({ PolicyName: `of-${UserName}`, PolicyDocument: JSON.stringify(policy) }),
      );
      await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: Policy?.Arn }));
      const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
      if (!AccessKey?.AccessKeyId || !AccessKey.SecretAccessKey || !User?.Arn)
        throw new Error(`IAM gave no key for ${UserName}`);
      people.set(AccessKey.AccessKeyId, personWith(User.Arn, policy));
      return { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey };
    },
    personOf: (accessKeyId) => people.get(accessKeyId),
    close: () => iam.destroy(),
  };
};
