// The command `version`, which `--version` runs as well: what somebody has to say who reports anything.
import type { Command } from "commander";
import type { Language } from "../../lib/core/texts/language.ts";
import { deployedRegion } from "../connection.ts";
import { outputTo } from "../display/output.ts";
import { Failure, NotFound } from "../failure.ts";
import { helpLanguage } from "../help/help-language.ts";
import { readRunningStack } from "../running-stack.ts";
import { findStageStack, stageName } from "../stage-stack.ts";
import { type GlobalOptions, refuseLoneRegion, type Surroundings } from "../with-connection.ts";
import { type OwnVersion, ownVersion } from "./own-version.ts";

const help = `
The version of the package, in a clone the commit (+ where files differ from it), and Node's. Beside it from what the stack
that runs here was built, or with --stage what is deployed there. \`--version\` does the same.

Examples:
  npm run hooks -- version
  npm run hooks -- version --stage prod`;

/** From what something was built that runs. */
export interface Built {
  readonly place: string;
  /** Null: what is there was made before stacks said it. */
  readonly build: string | null;
  readonly startedAt?: string;
}

/** What `version --json` prints. */
export interface VersionAnswer extends OwnVersion {
  /** Null: nothing runs here. */
  readonly built: Built | null;
}

const runningHere = (environment: NodeJS.ProcessEnv): Built | null => {
  try {
    const { build, startedAt } = readRunningStack(environment);
    return { place: "the local stack", build: build() ?? null, startedAt: startedAt() };
  } catch (error) {
    if (error instanceof Failure) return null;
    throw error;
  }
};

const deployedAt = async (stage: string, region: string): Promise<Built> => {
  const stack = await findStageStack({ stage, region });
  if (stack) return { place: `stage ${stage} in ${region}`, build: stack.outputs.Build ?? null };
  throw new NotFound(
    `there is no stack ${stageName({ stage })} in ${region} of this AWS account: check --stage, --region and the credentials`,
  );
};

const builtAt = async (
  { stage, region = deployedRegion }: GlobalOptions,
  environment: NodeJS.ProcessEnv,
): Promise<Built | null> => (stage === undefined ? runningHere(environment) : deployedAt(stage, region));

interface VersionWords {
  nothing: string;
  here: string;
  stage(stage: string, region: string): string;
  unknown: string;
  since(instant: string): string;
}

const words: Readonly<Record<Language, VersionWords>> = {
  en: {
    nothing: "Nothing runs here.",
    here: "the local stack",
    stage: (stage, region) => `stage ${stage} in ${region}`,
    unknown: "made before stacks said what they are built from",
    since: (instant) => `, started ${instant}`,
  },
  "pt-BR": {
    nothing: "Nada está rodando aqui.",
    here: "ambiente local",
    stage: (stage, region) => `ambiente ${stage} em ${region}`,
    unknown: "é de antes de os ambientes dizerem de que foram feitos",
    since: (instant) => `, no ar desde ${instant}`,
  },
};

const showVersion = async (command: Command, surroundings: Surroundings): Promise<void> => {
  refuseLoneRegion(command);
  const options = command.opts<GlobalOptions>();
  const output = outputTo(surroundings, { json: options.json === true });
  const own = await ownVersion();
  const built = await builtAt(options, surroundings.environment);
  output.json({ ...own, built } satisfies VersionAnswer);
  const say = words[await helpLanguage(surroundings.environment)];
  const commit = own.commit === undefined ? "" : `, commit ${own.commit}`;
  output.line(`wts-session-hooks ${own.version}${commit}`, `Node ${own.node}`);
  if (!built) return output.line(say.nothing);
  const { stage, region = deployedRegion } = options;
  const place = stage === undefined ? say.here : say.stage(stage, region);
  output.line(
    `${place}: ${built.build ?? say.unknown}${built.startedAt === undefined ? "" : say.since(built.startedAt)}`,
  );
};

export const addVersion = (program: Command, surroundings: Surroundings): void => {
  program
    .command("version")
    .description("which version this is, and what runs here or is deployed")
    .addHelpText("after", help)
    .action((_options: object, command: Command) => showVersion(command, surroundings));
};

/** As every program has it: without a command, `--version` stands for one. */
export const withVersion = (args: readonly string[]): readonly string[] => {
  const index = args.findIndex((arg) => arg === "--version" || arg === "-V");
  if (index === -1) return args;
  const others = args.toSpliced(index, 1);
  const isAlone = others.every(
    (arg, place) => arg.startsWith("-") || /^--(?:stage|region)$/.test(others[place - 1] ?? ""),
  );
  return isAlone ? ["version", ...others] : args;
};
