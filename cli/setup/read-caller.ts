// Asks AWS who deploys, and into which account: a stage in the wrong account is the dearest mistake there is.
import { awsTimes } from "../aws-times.ts";
import { Failure } from "../failure.ts";
import type { StagePlace } from "../stage-stack.ts";

export interface Caller {
  readonly account: string;
  /** As its ARN ends: user/ana, or assumed-role/Deploy/ana. */
  readonly name: string;
  readonly arn: string;
  readonly isRoot: boolean;
}

export const readCaller = async ({ region }: Pick<StagePlace, "region">): Promise<Caller> => {
  const { STSClient, GetCallerIdentityCommand } = await import("@aws-sdk/client-sts");
  const client = new STSClient({ ...awsTimes, region });
  try {
    const { Account: account, Arn: arn } = await client.send(new GetCallerIdentityCommand({}));
    if (!account || !arn) throw new Failure("AWS named no account for these credentials: sign in again");
    const name = arn.split(":").slice(5).join(":");
    return { account, arn, name, isRoot: name === "root" };
  } finally {
    client.destroy();
  }
};

/** How many functions may run at once in the region, for everything in the account; undefined where nobody may ask. */
export const readConcurrency = async ({ region }: Pick<StagePlace, "region">): Promise<number | undefined> => {
  const { LambdaClient, GetAccountSettingsCommand } = await import("@aws-sdk/client-lambda");
  const client = new LambdaClient({ ...awsTimes, region });
  try {
    const { AccountLimit } = await client.send(new GetAccountSettingsCommand({}));
    return AccountLimit?.ConcurrentExecutions;
  } catch {
    return undefined;
  } finally {
    client.destroy();
  }
};
