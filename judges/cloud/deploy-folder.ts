// Runs the project's own commands for a stage, in a folder of its own: the project's dist/ and .serverless/ stay what they were.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { region } from "../../local/aws/account.ts";

const root = join(import.meta.dirname, "../..");

/** What of the project its commands read beside serverless.yml and package.json. */
const linked = ["node_modules", "lib", "functions", "local", "cli", "scripts", "sources"];

/** In a folder of osls's own choice they would be gone after a deployment. */
const packaged = "packaged";

export const packagedIn = (folder: string): string => join(folder, packaged);

export interface DeployFolder {
  /** `npm run package -- --stage …`; answers where template and zips lie. */
  package(): Promise<string>;
  /** `npm run deploy -- --stage …`, as somebody types it. */
  deploy(): Promise<CommandResult>;
  /** The same of what is packaged already: it is not built again. */
  deployPackaged(): Promise<CommandResult>;
  /** `npx osls remove --stage …`, as docs/deploy.md says. */
  remove(): Promise<CommandResult>;
}

export interface CommandResult {
  readonly code: number;
  /** Standard output and error, as they came. */
  readonly output: string;
}

interface DeployFolderOptions {
  /** It is made, unless it is there from before. */
  readonly folder: string;
  readonly stage: string;
  readonly configFile: string;
  /** What is deployed instead of serverless.yml, whose text it gets. */
  readonly changeTemplate?: (text: string) => string;
  /** Where AWS is, and whose credentials are used. */
  readonly aws?: Readonly<Record<string, string>>;
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

const makeFolder = (folder: string, changeTemplate: (text: string) => string): void => {
  mkdirSync(folder, { recursive: true });
  for (const name of linked) symlinkSync(join(root, name), join(folder, name));
  cpSync(join(root, "package.json"), join(folder, "package.json"));
  writeFileSync(join(folder, "serverless.yml"), changeTemplate(readFileSync(join(root, "serverless.yml"), "utf8")));
};

export const openDeployFolder = ({
  folder,
  stage,
  configFile,
  changeTemplate = (text) => text,
  aws = {},
}: DeployFolderOptions): DeployFolder => {
  if (!existsSync(join(folder, "serverless.yml"))) makeFolder(folder, changeTemplate);
  const environment = {
    PATH: process.env.PATH ?? "",
    // Nothing that a person has set up for themselves, such as a profile of AWS, counts.
    HOME: join(folder, "home"),
    HOOKS_CONFIG: configFile,
    HOOKS_DIST: join(folder, "dist"),
    // It looks how far CloudFormation is this often, instead of every five seconds.
    SLS_AWS_MONITORING_FREQUENCY: "300",
    NODE_OPTIONS: "--no-warnings",
    npm_config_update_notifier: "false",
    ...aws,
  };
  mkdirSync(environment.HOME, { recursive: true });
  const run = (program: string, args: readonly string[]) =>
    runCommand(program, [...args, "--stage", stage, "--region", region], { folder, environment });
  return {
    package: async () => {
      const { code, output } = await run("npm", ["run", "package", "--", "--package", packaged]);
      if (code !== 0) throw new Error(`packaging the stage ${stage} failed:\n${output}`);
      return packagedIn(folder);
    },
    deploy: () => run("npm", ["run", "deploy", "--"]),
    deployPackaged: () => run("npx", ["osls", "deploy", "--package", packaged]),
    remove: () => run("npx", ["osls", "remove"]),
  };
};
