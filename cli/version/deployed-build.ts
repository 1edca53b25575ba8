// Says what a deployed stage was built from, as its stack says of itself.
import { NotFound } from "../failure.ts";

export interface StageOfRegion {
  readonly stage: string;
  readonly region: string;
}

/** The stack has this output since there is a command that compares it. */
const output = "Build";

/** Undefined for what an earlier version deployed. Throws Failure for a stage that is not there, and what AWS refuses. */
export const readDeployedBuild = async ({ stage, region }: StageOfRegion): Promise<string | undefined> => {
  const { CloudFormationClient, DescribeStacksCommand } = await import("@aws-sdk/client-cloudformation");
  const client = new CloudFormationClient({ region, maxAttempts: 3 });
  const StackName = `wts-session-hooks-${stage}`;
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }));
    return Stacks[0]?.Outputs?.find(({ OutputKey }) => OutputKey === output)?.OutputValue;
  } catch (error) {
    if (!/does not exist/.test(String(Object(error).message))) throw error;
    throw new NotFound(
      `there is no stack ${StackName} in ${region} of this AWS account: check --stage, --region and the credentials`,
    );
  } finally {
    client.destroy();
  }
};
