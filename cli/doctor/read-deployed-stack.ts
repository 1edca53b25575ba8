// Asks CloudFormation what a stage says of itself: its state, its address, and from what it was built.
import type { CloudFormationClientConfig } from "@aws-sdk/client-cloudformation";
import { realNow, skewIn } from "./checks/check-wts-host.ts";

export interface DeployedStack {
  readonly status: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** When it was last deployed. */
  readonly changedAt: Date | undefined;
  /** So far our clock is behind AWS's. */
  readonly skewSeconds: number | undefined;
}

/** CloudFormation has no code of its own for it. */
const isMissing = (error: unknown): boolean => /does not exist/.test(String(Object(error).message));

/** Undefined where there is no such stack. Throws what AWS throws. */
export const readDeployedStack = async ({
  name,
  options,
}: {
  name: string;
  options: CloudFormationClientConfig;
}): Promise<DeployedStack | undefined> => {
  const { CloudFormationClient, DescribeStacksCommand } = await import("@aws-sdk/client-cloudformation");
  const client = new CloudFormationClient(options);
  let skewSeconds: number | undefined;
  client.middlewareStack.add(
    (next) => async (asked) => {
      const askedAt = realNow();
      const answered = await next(asked);
      skewSeconds = skewIn(Object(answered.response).headers?.date, askedAt, realNow());
      return answered;
    },
    { step: "deserialize", priority: "low" },
  );
  try {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    if (!stack) return undefined;
    const { StackStatus: status = "", Outputs = [], LastUpdatedTime, CreationTime } = stack;
    const outputs = Object.fromEntries(
      Outputs.flatMap(({ OutputKey, OutputValue }) => (OutputKey ? [[OutputKey, OutputValue ?? ""]] : [])),
    );
    return { status, outputs, changedAt: LastUpdatedTime ?? CreationTime, skewSeconds };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  } finally {
    client.destroy();
  }
};
