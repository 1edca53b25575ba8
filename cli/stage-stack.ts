// Asks CloudFormation what a stage is made of: the address of its HTTP API stands nowhere else.
import type { CloudFormationClient, Stack } from "@aws-sdk/client-cloudformation";
import { awsTimes } from "./aws-times.ts";
import { Failure } from "./failure.ts";

export interface StagePlace {
  stage: string;
  region: string;
}

export interface StageStack {
  name: string;
  id: string;
  /** As CloudFormation calls it, such as UPDATE_COMPLETE. */
  status: string;
  outputs: Readonly<Record<string, string>>;
}

export const stageName = ({ stage }: Pick<StagePlace, "stage">): string => `wts-session-hooks-${stage}`;

/** CloudFormation has one error for everything that is wrong with a question, and only its text tells them apart. */
export const isNoStack = (error: unknown): boolean =>
  error instanceof Error && error.name === "ValidationError" && /does not exist/.test(error.message);

const asStageStack = ({ StackName = "", StackId = "", StackStatus, Outputs = [] }: Stack): StageStack => ({
  name: StackName,
  id: StackId,
  status: StackStatus ?? "",
  outputs: Object.fromEntries(Outputs.map(({ OutputKey = "", OutputValue = "" }) => [OutputKey, OutputValue])),
});

export const withCloudFormation = async <Answer>(
  { region }: Pick<StagePlace, "region">,
  work: (client: CloudFormationClient) => Promise<Answer>,
): Promise<Answer> => {
  // Loaded here, since few commands need it.
  const { CloudFormationClient } = await import("@aws-sdk/client-cloudformation");
  const client = new CloudFormationClient({ ...awsTimes, region });
  try {
    return await work(client);
  } finally {
    client.destroy();
  }
};

/** Undefined where nothing of that name is deployed. */
export const findStageStack = (place: StagePlace): Promise<StageStack | undefined> =>
  withCloudFormation(place, async (client) => {
    const { DescribeStacksCommand } = await import("@aws-sdk/client-cloudformation");
    try {
      const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: stageName(place) }));
      return stack === undefined || stack.StackStatus === "DELETE_COMPLETE" ? undefined : asStageStack(stack);
    } catch (error) {
      if (isNoStack(error)) return undefined;
      throw error;
    }
  });

/** Of the HTTP API, without a slash at its end. */
export const stageUrl = async (place: StagePlace): Promise<string> => {
  const stack = await findStageStack(place);
  const url = stack?.outputs.HttpApiUrl?.replace(/\/$/, "");
  if (url) return url;
  throw new Failure(
    stack === undefined
      ? `there is no stack ${stageName(place)} in ${place.region} of this AWS account: check --stage, --region and the credentials, or deploy it`
      : `the stack ${stack.name} (${stack.status}) has no address of an HTTP API: deploy it again`,
  );
};
