// A stage, deployed by the real command, and run by parts that others made: whoever tests what a deployment does begins here.
import { join } from "node:path";
import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { clientOptionsAt } from "../../local/aws/account.ts";
import { exampleSecretsFile, readSecretsFile } from "../../local/secrets-file.ts";
import { startSideProcess } from "../../local/side-process.ts";
import { type Cloud, startCloud } from "./cloud.ts";
import { type CommandResult, openDeployFolder, packagedIn } from "./deploy-folder.ts";
import { type Hooks, hooksEnvironment, openHooks } from "./hooks-command.ts";
import { packageOnce } from "./package-once.ts";
import { type RunningStage, runStage } from "./run-stage.ts";
import { keepUsage, usageOf } from "./usage.ts";

const standInProgram = join(import.meta.dirname, "../../local/wts/start.ts");

type Secrets = ReturnType<typeof readSecretsFile>;

export interface DeployedStackOptions {
  readonly stage: string;
  /** The file of the configuration. */
  readonly config: string;
  /** What its secrets hold; the example's unless said. */
  readonly secrets?: Secrets;
  /** Stands for the hosts where people are told. */
  readonly notifyUrl?: string;
  onLog?(source: string, line: string): void;
}

export interface DeployedStack extends RunningStage {
  readonly cloud: Cloud;
  readonly stage: string;
  readonly wtsUrl: string;
  /** What functions and their neighbours printed: `source | line`. */
  readonly log: readonly string[];
  /** `npm run hooks -- … --stage …`, by somebody who may do everything. */
  hooks(...args: readonly string[]): Promise<CommandResult>;
  /** Somebody new who has that policy of the stack attached, and nothing else. */
  person(policy: PersonsPolicy): Promise<StagePerson>;
}

/** Of the stack's outputs, by what whoever has it does. */
const policyOutputs = { viewer: "ViewerPolicyArn", operator: "OperatorPolicyArn" } as const;
export type PersonsPolicy = keyof typeof policyOutputs;

export interface StagePerson {
  readonly hooks: Hooks;
  /** Of whatever they start themselves. */
  readonly environment: Readonly<Record<string, string>>;
}

const outputOf = async ({ motoUrl }: Cloud, stage: string, name: string): Promise<string> => {
  const client = new CloudFormationClient(clientOptionsAt(motoUrl));
  const StackName = `wts-session-hooks-${stage}`;
  const { Stacks: [stack] = [] } = await client
    .send(new DescribeStacksCommand({ StackName }))
    .finally(() => client.destroy());
  const value = stack?.Outputs?.find(({ OutputKey }) => OutputKey === name)?.OutputValue;
  if (value === undefined) throw new Error(`the stack ${StackName} must have an output ${name}`);
  return value;
};

const createSecrets = async ({ front }: Cloud, stage: string, secrets: Secrets): Promise<void> => {
  const client = new SecretsManagerClient(clientOptionsAt(front.url));
  try {
    for (const [name, value] of Object.entries(secrets))
      await client.send(
        new CreateSecretCommand({ Name: `wts-session-hooks/${stage}/${name}`, SecretString: JSON.stringify(value) }),
      );
  } finally {
    client.destroy();
  }
};

/** Everything is up, or it throws and nothing is left running. */
export const deployedStack = async ({
  stage,
  config: configFile,
  secrets = readSecretsFile(exampleSecretsFile),
  notifyUrl,
  onLog = () => {},
}: DeployedStackOptions): Promise<DeployedStack> => {
  const log: string[] = [];
  const note = (source: string, line: string): void => {
    log.push(`${source} | ${line}`);
    onLog(source, line);
  };
  const cloud = await startCloud({ onError: (message) => note("front", message) });
  /** They are in the order in which they were started. */
  const parts: { stop(): Promise<void> | void }[] = [cloud];
  const stop = async (): Promise<void> => {
    for (const part of parts.splice(0).reverse()) await part.stop();
  };
  try {
    const [standIn, packaged] = await Promise.all([
      startSideProcess({
        name: "wts",
        file: standInProgram,
        environment: { ...process.env, WTS_PORT: "0", WTS_SECRETS_FILE: exampleSecretsFile },
        onLog: note,
        onLost: (message) => note("wts", message),
      }),
      packageOnce({ home: process.env.TEST_RUN_FOLDER ?? cloud.folder, stage, configFile }),
    ]);
    parts.push(standIn);
    const wtsUrl = standIn.ready.url ?? "";
    const deployment = openDeployFolder({ folder: packaged, stage, configFile, aws: cloud.operator });
    const deployed = await deployment.deployPackaged();
    if (deployed.code !== 0) throw new Error(`the stage ${stage} was not deployed:\n${deployed.output}`);

    await createSecrets(cloud, stage, secrets);
    const running = await runStage({ cloud, packageDir: packagedIn(packaged), wtsUrl, notifyUrl, onLog: note });
    parts.push(running);
    return {
      ...running,
      cloud,
      stage,
      wtsUrl,
      log,
      hooks: openHooks(cloud, { stage, configFile, wtsUrl }),
      person: async (policy) => {
        const credentials = await cloud.front.roles.attach(await outputOf(cloud, stage, policyOutputs[policy]), policy);
        const options = { stage, configFile, wtsUrl, credentials };
        return { hooks: openHooks(cloud, options), environment: hooksEnvironment(cloud, options) };
      },
      stop: async () => {
        const runFolder = process.env.TEST_RUN_FOLDER;
        if (runFolder !== undefined) keepUsage(runFolder, stage, usageOf(cloud.front, stage));
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
};
