// `npm run test:aws`: runs what test/deployed says of a deployed stack, on parts of AWS that others made; with --stage, what can be run in an
// account of AWS, with the credentials of the environment.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runAccount } from "./account/run-account.ts";
import { installedRuntime, localStackPython, motoPython } from "./installed.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What a machine can run that has AWS's runtime and moto, and no LocalStack: it needs a newer Python than they do. */
const withoutQueues = ["test/deployed/runtime", "test/deployed/metrics", "test/deployed/template"];

const hasQueues = (): boolean => {
  try {
    localStackPython();
    return true;
  } catch (error) {
    console.error(
      `Left out:    all that is asked of a deployed stage, since LocalStack's queues are not there: ${Object(error).message}`,
    );
    return false;
  }
};

const runHere = async (named: readonly string[]): Promise<number> => {
  // Each throws a sentence that says what to do.
  installedRuntime();
  motoPython();
  const patterns = named.length > 0 || hasQueues() ? named : withoutQueues;
  const jest = ["--disable-warning=ExperimentalWarning", "node_modules/jest/bin/jest.js"];
  const args = [...jest, "--config", "jest.aws.config.mjs", ...patterns];
  const child = spawn(process.execPath, args, { cwd: root, stdio: "inherit" });
  const [code] = await once(child, "close");
  return Number(code ?? 1);
};

const ask = async (question: string): Promise<boolean> => {
  if (!process.stdin.isTTY) {
    console.error("nobody is there to say yes: add --yes");
    return false;
  }
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await lines.question(question)).trim().toLowerCase() === "yes";
  } finally {
    lines.close();
  }
};

const { values, positionals } = parseArgs({
  options: {
    stage: { type: "string" },
    region: { type: "string", default: "sa-east-1" },
    yes: { type: "boolean", default: false },
  },
  allowPositionals: true,
});

try {
  const { stage, region, yes } = values;
  if (stage === undefined) process.exitCode = await runHere(positionals);
  else {
    const environment = Object.fromEntries(
      Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    );
    const isGood = await runAccount({
      ...{ stage, region, environment },
      print: console.log,
      confirm: async (plan) => {
        console.log(plan);
        return yes || ask('Type "yes" to do all of that: ');
      },
    });
    process.exitCode = isGood ? 0 : 1;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
