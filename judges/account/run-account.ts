// Deploys a stage into an account of AWS, checks of it what can be checked there, and takes it away again.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { openDeployFolder, packagedIn, runCommand } from "../cloud/deploy-folder.ts";
import { type Check, type CheckedStage, checks } from "./checks.ts";
import { type MadeSecrets, makeSecrets } from "./made-secrets.ts";
import { leftOut, planText } from "./plan-text.ts";
import { removeStage } from "./remove-stage.ts";
import { nameOf, type Place, secretId, secretNames, stageContents } from "./stage-contents.ts";

export interface AccountOptions extends Place {
  /** The variables in which the SDK looks for credentials, among others; what runs here has them, too. */
  readonly environment: Readonly<Record<string, string>>;
  print(line: string): void;
  /** Answers whether it may go on. */
  confirm(plan: string): Promise<boolean>;
  /** The address of the HTTP API of what was deployed; that of the stack's outputs unless said. */
  urlOf?(packageDir: string): Promise<string>;
}

/** A stage of that name is somebody's, whether or not it is there. */
const refusedNames = /^(prod|production|prd|live|main|dev)$/i;

const root = join(import.meta.dirname, "../..");
const sourceFile = join(root, "catalogue/sources/crm/source.ts");

/** Nobody answers where WTS would be: the domain is reserved. */
const configText = `import { defineConfig } from "wts-session-hooks";
import { crm } from ${JSON.stringify(sourceFile)};
export default defineConfig({ sources: { crm }, language: "en", wts: { baseUrl: "https://wts.invalid" } });
`;

const askAccountId = async (region: string): Promise<string> => {
  const sts = new STSClient({ region });
  try {
    return (await sts.send(new GetCallerIdentityCommand({}))).Account ?? "";
  } finally {
    sts.destroy();
  }
};

const createSecrets = async (place: Place, made: MadeSecrets): Promise<void> => {
  const client = new SecretsManagerClient(place);
  try {
    for (const each of secretNames)
      await client.send(
        new CreateSecretCommand({ Name: secretId(place, each), SecretString: JSON.stringify(made[each]) }),
      );
  } finally {
    client.destroy();
  }
};

const outputUrl = async (place: Place): Promise<string> => {
  const client = new CloudFormationClient(place);
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: nameOf(place) }));
    const output = Stacks[0]?.Outputs?.find(({ OutputKey }) => OutputKey === "HttpApiUrl");
    if (!output?.OutputValue)
      throw new Error(`the stack ${nameOf(place)} should have an output HttpApiUrl, and has none`);
    return output.OutputValue.replace(/\/$/, "");
  } finally {
    client.destroy();
  }
};

/** Answers whether all was as it should be, and nothing is left. */
export const runAccount = async (options: AccountOptions): Promise<boolean> => {
  const { stage, region, environment, print, confirm, urlOf } = options;
  const place = { stage, region };
  if (refusedNames.test(stage)) {
    print(`a stage of this run's own is expected, and ${stage} may be somebody's: take another name, such as proof`);
    return false;
  }
  const held = await stageContents(place);
  if (held.length > 0) {
    print(
      `an empty stage is expected, and ${stage} holds ${held.join(", ")}: take another name, or remove it first (docs/deploy.md)`,
    );
    return false;
  }
  const scratch = mkdtempSync(join(tmpdir(), "hooks-account-"));
  const configFile = join(scratch, "hooks.config.ts");
  writeFileSync(configFile, configText);
  const folder = openDeployFolder({ folder: join(scratch, "deployment"), stage, configFile, aws: environment });
  let failures = 0;
  const report = (title: string, error?: unknown): void => {
    if (error !== undefined) failures += 1;
    const why = error instanceof Error ? error.message : String(error);
    print(error === undefined ? `ok    ${title}` : `FAIL  ${title}: ${why}`);
  };
  const runCheck = async ({ title, run }: Check, checked: CheckedStage): Promise<void> => {
    try {
      await run(checked);
      report(title);
    } catch (error) {
      report(title, error);
    }
  };
  try {
    const packageDir = await folder.package();
    const template = JSON.parse(readFileSync(join(packageDir, "cloudformation-template-update-stack.json"), "utf8"));
    const plan = planText({ ...place, accountId: await askAccountId(region), template });
    if (!(await confirm(plan))) {
      print("nothing was done");
      return false;
    }
    const secrets = makeSecrets();
    try {
      await createSecrets(place, secrets);
      const deployed = await folder.deployPackaged();
      if (deployed.code !== 0) throw new Error(`the stage ${stage} was not deployed:\n${deployed.output}`);
      report(`the stage ${stage} is deployed`);
      const url = await (urlOf?.(packagedIn(join(scratch, "deployment"))) ?? outputUrl(place));
      const hooks: CheckedStage["hooks"] = (...args) =>
        runCommand("npm", ["run", "-s", "hooks", "--", ...args, "--stage", stage, "--region", region], {
          folder: root,
          environment: { ...environment, HOOKS_CONFIG: configFile },
        });
      for (const check of checks) await runCheck(check, { ...place, url, secrets, hooks });
    } catch (error) {
      report("deploying", error);
    }
    for (const each of leftOut) print(`left out  ${each}`);
    for (const problem of await removeStage(place, folder)) report("removing", problem);
    const left = await stageContents(place);
    report("the stage is removed, and nothing of it is left", left.length === 0 ? undefined : left.join(", "));
    return failures === 0;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
};
