// `npm run mutants -- lib/routing/rules`: makes small faults in the code and prints those that no test notices.
import { Command, InvalidArgumentError } from "commander";
import { runMutants } from "./mutants/run-mutants.ts";

const positive = (text: string): number => {
  const number = Number(text);
  if (!(number > 0)) throw new InvalidArgumentError("expected a number above 0");
  return number;
};

const count = (text: string): number => {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError("expected a count above 0");
  return Number(text);
};

interface Options {
  sample?: number;
  seed: string;
  timeLimit?: number;
  workers: number;
}

const help = `
Examples:
  npm run -s mutants -- lib/routing/rules                        every fault that can be made there
  npm run -s mutants -- lib/core --sample 200 --seed 7           200 of them, the same ones each time
  npm run -s mutants -- lib --time-limit 30                      as many as half an hour allows, drawn from all`;

const stopping = new AbortController();
process.once("SIGINT", () => {
  console.error("no other mutant is begun; the report follows");
  stopping.abort();
});
// Only so does the tool end what it has started.
process.once("SIGTERM", () => process.exit(1));

const run = async (paths: readonly string[], { timeLimit, ...options }: Options): Promise<void> =>
  await runMutants({
    ...options,
    ...(timeLimit === undefined ? {} : { timeLimitMs: timeLimit * 60_000 }),
    root: process.cwd(),
    graceMs: 10_000,
    stop: stopping.signal,
    paths,
    print: (line) => console.log(line),
    note: (line) => console.error(line),
  });

await new Command("npm run mutants --")
  .description("Makes small faults in the code, one at a time, and prints those that no test notices.")
  .argument("<paths...>", "folders or files")
  .option("--sample <count>", "try only so many, drawn by the seed", count)
  .option("--seed <seed>", "what the sample is drawn by", "1")
  .option("--time-limit <minutes>", "begin no other when so much time has passed; they are drawn by the seed", positive)
  .option("--workers <count>", "how many are tried at a time", count, 2)
  .addHelpText("after", help)
  .action(run)
  .parseAsync();
