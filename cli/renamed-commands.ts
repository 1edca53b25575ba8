// Answers a command by its former name with the name it has now: what stands in somebody's notes or runbook must not just fail.
import { Failure } from "./failure.ts";

/** A command that is renamed is one row here: its former words, and those it has now. */
export const renamedCommands: Readonly<Record<string, string>> = {
  dlq: "parked",
};

/** These options take a value, which is no word of the command, and may stand before it. */
const valued = ["--stage", "--region"];

const quoted = (arg: string): string => (/^[\w./:=@,-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`);

/** Throws Failure with the whole command line as it is written now, where `args` begin with a former name. */
export const refuseRenamed = (args: readonly string[], renamed = renamedCommands): void => {
  const places = [...args.keys()].filter(
    (index) => !args[index]?.startsWith("-") && !valued.includes(args[index - 1] ?? ""),
  );
  for (const [former, now] of Object.entries(renamed)) {
    const words = former.split(" ");
    if (!words.every((word, index) => args[places[index] ?? -1] === word)) continue;
    const [first, ...others] = places.slice(0, words.length);
    const line = args.flatMap((arg, index) => {
      if (index === first) return now;
      return others.includes(index) ? [] : quoted(arg);
    });
    throw new Failure(`\`${former}\` is called \`${now}\` now: npm run hooks -- ${line.join(" ")}`);
  }
};
