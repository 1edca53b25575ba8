// Reads the configuration the functions are built with, as it stands here now, or says why it cannot be loaded, such as in the middle of an edit.
import { existsSync } from "node:fs";
import type { HooksConfig } from "../lib/config.ts";
import { Fault, faults } from "../lib/core/faults.ts";
import { userConfigFile } from "../local/user-folder.mjs";
import { Failure, NotFound } from "./failure.ts";
import { importAnew, withoutReading } from "./import-anew.ts";
import { problemsByBuild } from "./problems-by-build.ts";

const remedies: Readonly<Record<string, string>> = {
  ReferenceError: "; import it at the top of that file, or correct its name",
  SyntaxError: "; `npm run build` shows the line",
};

/**
 * Answers where in the files that people edit an error was thrown, such as " (sources/loja.ts:7:12)": it is the one line of
 * a whole stack that they can do something about. Empty where the error comes from elsewhere.
 */
export const ownPlace = ({ stack = "" }: { stack?: string }): string => {
  const [, place] =
    /\/((?:sources\/|policies\/|hooks\.config)[^\s():]*:\d+(?::\d+)?)/.exec(withoutReading(stack)) ?? [];
  return place === undefined ? "" : ` (${place})`;
};

/** By the error that a file throws until it is changed. */
const described = new WeakMap<object, Promise<unknown>>();

/** The failure has one line: the stack would be one of ours. What the configuration refuses by itself is said as it is. */
export const describeLoadError = (error: unknown, file = "hooks.config.ts"): unknown => {
  if (error instanceof Fault || !(error instanceof Error)) return error;
  const { name, message } = error;
  const text = `${file} cannot be loaded: ${message}${ownPlace(error)}${remedies[name] ?? ""}`;
  return new Failure(text, [], "CONFIG_INVALID");
};

/** What the configuration refuses by itself is not all: the build knows the rest, so that nobody corrects one after the other. */
const withAllProblems = async (error: unknown, file: string, environment: NodeJS.ProcessEnv): Promise<unknown> => {
  if (!(error instanceof Fault) || error.kind !== faults.configInvalid) return error;
  const problems = await problemsByBuild(file, environment);
  if (problems.length === 0) return error;
  const [title = ""] = error.message.split("\n");
  return new Fault(faults.configInvalid, {
    message: [title, ...problems.map((problem) => `  - ${problem}`)].join("\n"),
  });
};

const missingRemedy = (given: string | undefined): string =>
  given
    ? "HOOKS_CONFIG must name one that exists"
    : "go to the folder that has your hooks.config.ts, or make one with `npm run hooks -- init <folder>`";

/** The build is asked once about what is read again and again while somebody corrects it. */
const describedOnce = (error: unknown, file: string, environment: NodeJS.ProcessEnv): Promise<unknown> => {
  const key = Object(error);
  const found =
    described.get(key) ??
    withAllProblems(error, file, environment).then((whole) => describeLoadError(whole, environment.HOOKS_CONFIG));
  described.set(key, found);
  return found;
};

/** HOOKS_CONFIG names another file, as it does for the build. It is read anew when any file that it consists of has changed. */
export const readHooksConfig = async (environment: NodeJS.ProcessEnv, cwd = process.cwd()): Promise<HooksConfig> => {
  const { HOOKS_CONFIG } = environment;
  const file = userConfigFile(environment, cwd);
  if (!existsSync(file)) throw new NotFound(`there is no configuration file ${file}: ${missingRemedy(HOOKS_CONFIG)}`);
  try {
    return Object(await importAnew(file)).default;
  } catch (error) {
    throw await describedOnce(error, file, environment);
  }
};
