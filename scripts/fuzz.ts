// `npm run fuzz -- --minutes 10`: sends damaged and hostile input wherever something comes in, until the time is up, and keeps what failed.
import { Command, InvalidArgumentError } from "commander";
import { fuzzSurfaces } from "./fuzz/fuzz-surfaces.ts";
import { keepSeed } from "./fuzz/kept-seeds.ts";
import { runFuzz } from "./fuzz/run-fuzz.ts";

const positive = (text: string): number => {
  const number = Number(text);
  if (!(number > 0)) throw new InvalidArgumentError("expected a number above 0");
  return number;
};

const whole = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("expected a whole number");
  return Number(text);
};

interface Options {
  minutes: number;
  seed: number;
  only?: string[];
}

const run = async ({ minutes, seed, only }: Options): Promise<void> => {
  const surfaces = fuzzSurfaces.filter(({ name }) => only === undefined || only.includes(name));
  if (surfaces.length === 0)
    throw new Error(`there is no such surface: ${fuzzSurfaces.map(({ name }) => name).join(", ")}`);
  const endsAtMs = Date.now() + minutes * 60_000;
  const repeat = (surface: string): string => `npm run fuzz -- --only ${surface} --seed ${seed}`;
  console.error(`seed ${seed}`);
  const { counts, findings } = await runFuzz({ surfaces, seed, endsAtMs, note: (line) => console.error(line) });
  for (const [surface, count] of counts) console.log(`${surface.padEnd(14)} ${count} inputs`);
  for (const finding of findings)
    console.log(`${finding.surface}: kept as ${keepSeed(finding)}; again: ${repeat(finding.surface)}`);
  console.log(findings.length === 0 ? "nothing found" : `${findings.length} found`);
  process.exitCode = findings.length === 0 ? 0 : 1;
};

await new Command("npm run fuzz --")
  .description(
    "Sends damaged and hostile input wherever something comes in until the time is up. What fails is kept in test/fuzz-seeds.",
  )
  .option("--minutes <minutes>", "for so long", positive, 1)
  .option(
    "--seed <seed>",
    "what all inputs follow from; another one each time if not given",
    whole,
    Date.now() % 1_000_000,
  )
  .option("--only <surfaces...>", `of ${fuzzSurfaces.map(({ name }) => name).join(", ")}`)
  .action(run)
  .parseAsync();
process.exit();
