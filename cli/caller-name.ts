// Says who types a command: the identity that AWS knows the caller by, or the user of this machine.
import { userInfo } from "node:os";
import type { STSClientConfig } from "@aws-sdk/client-sts";

/** The user of this machine, where a command works on the stack that runs here. */
export const localUserName = (): string => {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number that has no name.
    return "somebody on this machine";
  }
};

/**
 * The caller as an ARN ends: `user/ana`, or `assumed-role/Operations/ana` for somebody signed in through a role. Who it is must
 * not keep anybody from closing a day, so what AWS does not say is said instead.
 */
export const awsCallerName = async (options: STSClientConfig): Promise<string> => {
  const { STSClient, GetCallerIdentityCommand } = await import("@aws-sdk/client-sts");
  const client = new STSClient(options);
  try {
    const { Arn } = await client.send(new GetCallerIdentityCommand({}));
    return Arn?.split(":").slice(5).join(":") || "somebody whom AWS did not name";
  } catch (error) {
    return `somebody whom AWS did not name (${error instanceof Error ? error.name : "unknown"})`;
  } finally {
    client.destroy();
  }
};
