// Runs the project's own commands for a stage, in a folder of its own: the project's dist/ and .serverless/ stay what they were.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { region } from "../../local/aws/account.ts";

const root = join(import.meta.dirname, "../..");

/** What of the project its commands read beside serverless.yml and package.json. */
const linked = ["node_modules", "lib", "functions", "local", "cli", "scripts", "sources"];

export interface Deployment {
  readonly folder: string;
  /** `npm run deploy -- --stage …`, as somebody types it. */
  deploy(): Promise<CommandResult>;
  /** `npx osls remove --stage …`, as docs/deploy.md says. */
  remove(): Promise<CommandResult>;
}

export interface CommandResult {
  readonly code: number;
  /** Standard output and error, as they came. */
  readonly output: string;
}

interface DeploymentOptions {
  /** It is made in there. */
  readonly parent: string;
  readonly stage: string;
  readonly configFile: string;
  /** What is deployed instead of serverless.yml, whose text it gets. */
  readonly changeTemplate?: (text: string) => string;
  /** What AWS is, and whose credentials are used. */
  readonly aws: Readonly<Record<string, string>>;
}

/** Runs a command to its end; it never throws for how that was. */
export const runCommand = async (
  program: string,
  args: readonly string[],
  { folder, environment }: { folder: string; environment: Readonly<Record<string, string>> },
): Promise<CommandResult> => {
  const child = spawn(program, args, { cwd: folder, env: environment, stdio: ["ignore", "pipe", "pipe"] });
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { code: Number(code ?? 1), output: `${output}${errors}` };
};

export const openDeployment = ({
  parent,
  stage,
  configFile,
  changeTemplate = (text) => text,
  aws,
}: DeploymentOptions): Deployment => {
  const folder = mkdtempSync(join(parent, "deployment-"));
  cpSync(join(root, "package.json"), join(folder, "package.json"));
  writeFileSync(join(folder, "serverless.yml"), changeTemplate(readFileSync(join(root, "serverless.yml"), "utf8")));
  for (const name of linked) symlinkSync(join(root, name), join(folder, name));
  const home = join(folder, "home");
  mkdirSync(home);
  const environment = {
    PATH: process.env.PATH ?? "",
    // Nothing that a person has set up for themselves, such as a profile of AWS, counts.
    HOME: home,
    HOOKS_CONFIG: configFile,
    HOOKS_DIST: join(folder, "dist"),
    // It looks how far CloudFormation is this often, instead of every five seconds.
    SLS_AWS_MONITORING_FREQUENCY: "300",
    NODE_OPTIONS: "--no-warnings",
    npm_config_update_notifier: "false",
    ...aws,
  };
  const run = (program: string, args: readonly string[]) => runCommand(program, args, { folder, environment });
  return {
    folder,
    deploy: () => run("npm", ["run", "deploy", "--", "--stage", stage, "--region", region]),
    remove: () => run("npx", ["osls", "remove", "--stage", stage, "--region", region]),
  };
};
