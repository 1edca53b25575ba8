// `npm run wts`: the stand-in for WTS alone, as something that another project's tests start and talk to.
import { Command, InvalidArgumentError } from "commander";
import { exampleSecretsFile } from "../secrets-file.ts";
import { stopSignal } from "../start/stop-signal.ts";
import { accountsFile } from "./accounts-file.ts";
import { startStandIn } from "./server.ts";
import { defaultSeed } from "./world.ts";
import { defaultSessions } from "./worlds.ts";

const help = `
It stands where WTS Chat's API stands, for programs on this machine: nothing of it is real, and nothing goes out. Routes,
control requests, faults and switches: docs/reference/stand-in.md.

Examples:
  npm run wts
  npm run wts -- --port 0 --seed 7 --sessions 20
  npm run -s wts -- --port 0 --json

Exit codes: 0 stopped, 1 it could not start, 2 wrong usage`;

const count =
  (most: number) =>
  (text: string): number => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number <= most) return number;
    throw new InvalidArgumentError(`Expected a whole number from 0 to ${most}.`);
  };

interface Options {
  port: number;
  seed: string;
  sessions: number;
  secrets: string;
  json?: true;
}

const run = async ({ port, seed, sessions, secrets, json }: Options): Promise<void> => {
  const stopping = stopSignal();
  const accounts = accountsFile(secrets);
  const standIn = await startStandIn({ port, accounts, seed: /^\d+$/.test(seed) ? Number(seed) : seed, sessions });
  const names = accounts.all().map(({ name }) => name);
  const told = {
    url: standIn.url,
    admin: `${standIn.url}/__admin/`,
    accounts: names,
    secretsFile: secrets,
    seed,
    sessions,
  };
  if (json) console.log(JSON.stringify(told));
  else
    console.log(
      [
        `The stand-in for WTS answers at ${standIn.url}`,
        `Accounts, with keys from ${secrets}: ${names.join(", ")}`,
        `What it holds: curl -s ${standIn.url}/__admin/sessions`,
        "",
        "Ctrl-C stops it.",
      ].join("\n"),
    );
  const stopped = Promise.withResolvers<void>();
  stopping.addEventListener("abort", () => stopped.resolve());
  if (!stopping.aborted) await stopped.promise;
  await standIn.close();
};

const program = new Command("npm run wts --")
  .description("Runs the stand-in for WTS alone.")
  .option(
    "--port <port>",
    "where it answers; 0 takes any free one",
    count(65_535),
    Number(process.env.WTS_PORT || 4010),
  )
  .option(
    "--seed <seed>",
    "what people and conversations are made from; the same seed makes the same ones",
    String(defaultSeed),
  )
  .option("--sessions <count>", "how many conversations each account has to begin with", count(10_000), defaultSessions)
  .option("--secrets <file>", "a file with {accounts: {name: {apiKey, companyId}}}", exampleSecretsFile)
  .option("--json", "print where it answers as one line of JSON, and nothing else")
  .addHelpText("after", help)
  .showHelpAfterError("Add --help for what is expected, with examples.")
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));

program.parse();
try {
  await run(program.opts());
} catch (error) {
  console.error(`the stand-in for WTS could not start: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
