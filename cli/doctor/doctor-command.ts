// Adds `doctor` to the command line: what is wrong here or at a stage, what to do about it, and what WTS leaves undocumented.
import { type Command, InvalidArgumentError } from "commander";
import { asUuid } from "../../lib/core/ids.ts";
import { unknownAccount } from "../connection.ts";
import { placeText } from "../display/place-text.ts";
import { BadVerdict, Failure } from "../failure.ts";
import { type Surroundings, withConnection, withConnectionIfAny } from "../with-connection.ts";
import { urlOption } from "../wts/commands.ts";
import { examine } from "./examine.ts";
import { gather } from "./examined.ts";
import { type Consent, consents } from "./probe/unknowns.ts";
import { countsOf, showFindings } from "./show-findings.ts";

const help = `
It only reads. WTS is asked a dozen times at most, within your share of the rate, of two accounts at most; --account names
another one. Without a stack that runs here, and without a --stage, it looks at what there is: Node, packages, configuration,
secrets.
Each line is ok, a warning, wrong, or not checked, which says why; below it stands what to do.

--probe finds out what WTS leaves undocumented, on one throw-away session that you name with --session: an open one, of a test
contact. Each call is said before it is made, some 90 in all, a few a second; a 429 ends it. The session is closed and opened,
given to colleagues for moments, and given back as it was, also after Ctrl-C; what could not be restored is listed. What cannot
be taken back is asked for, each by itself, or named with --allow: ${consents.join(", ")}.
The answers are written to wts-answers.json beside your configuration. Running it again asks again, and keeps what it did not ask.

Examples:
  npm run hooks -- doctor
  npm run hooks -- doctor --stage prod
  npm run -s hooks -- doctor --account filial --json
  npm run hooks -- doctor --stage prod --url https://hooks.example.com
  npm run hooks -- doctor --probe --session 2617d127-4314-4954-a7f6-07c17e7f7d2c --dry-run --stage prod
  npm run hooks -- doctor --probe --session 2617d127-4314-4954-a7f6-07c17e7f7d2c --yes --allow note`;

interface DoctorOptions {
  account?: string;
  url?: string;
  probe?: true;
  session?: string;
  dryRun?: true;
  allow?: readonly Consent[];
  yes?: true;
}

const sessionIn = (text: string): string => {
  const id = asUuid(text);
  if (id === undefined) throw new InvalidArgumentError("Expected a session's id, as it stands in its address at WTS.");
  return id;
};

const consentsIn = (text: string, before: readonly Consent[] = []): readonly Consent[] => {
  const names = text.split(",").map((name) => name.trim());
  const known = names.flatMap((name) => consents.find((consent) => consent === name) ?? []);
  if (known.length < names.length) throw new InvalidArgumentError(`Expected some of ${consents.join(", ")}.`);
  return [...before, ...known];
};

const diagnose = (command: Command, surroundings: Surroundings, { account: only, url }: DoctorOptions): Promise<void> =>
  withConnectionIfAny(command, surroundings, async ({ connection, nothing = "", output }) => {
    const examined = await gather({ surroundings, connection, nothing, only, url });
    const { config, say } = examined;
    const known = await examined.accounts().then(
      (accounts) => [...accounts.keys()],
      () => undefined,
    );
    if (only !== undefined && connection && known && !known.includes(only))
      throw new Failure(unknownAccount(only, connection.place, known));
    const findings = await examine(examined);
    const place = connection ? placeText(connection.place, config?.language ?? "en") : say.nowhere;
    showFindings(output, place, findings, say);
    if (countsOf(findings).wrong > 0) throw new BadVerdict(say.somethingWrong);
  });

const probe = (command: Command, surroundings: Surroundings, options: DoctorOptions): Promise<void> => {
  const { account, session, dryRun = false, allow = [], yes = false } = options;
  if (session === undefined)
    command.error("error: --probe needs a --session: an open one of a test contact, which it changes and gives back", {
      exitCode: 2,
    });
  return withConnection(command, surroundings, async (tools) => {
    const { runProbe } = await import("./probe/run-probe.ts");
    const { json = false } = command.opts<{ json?: boolean }>();
    await runProbe(tools, surroundings, { session, account, dryRun, allow, yes, json });
  });
};

export const addDoctor = (program: Command, surroundings: Surroundings): void => {
  program
    .command("doctor")
    .description("what is wrong here or at a stage, and what to do about it; --probe: what WTS leaves undocumented")
    .option("--account <account>", "only this one of the accounts secret")
    .option(...urlOption)
    .option("--probe", "find out on one session what WTS leaves undocumented")
    .option("--session <id>", "with --probe: the throw-away session", sessionIn)
    .option("--dry-run", "with --probe: only say which calls it would make")
    .option("--allow <what>", `with --probe, what cannot be taken back: ${consents.join(", ")}`, consentsIn)
    .option("--yes", "with --probe: begin without being asked; only what --allow names is written for good")
    .addHelpText("after", help)
    .action((options: DoctorOptions, command: Command) => {
      if (options.probe && options.url !== undefined)
        command.error("error: --url goes without --probe, which asks WTS alone", { exitCode: 2 });
      if (options.probe) return probe(command, surroundings, options);
      for (const name of ["session", "dryRun", "allow", "yes"] as const)
        if (options[name] !== undefined)
          command.error(`error: --${name === "dryRun" ? "dry-run" : name} goes with --probe`, { exitCode: 2 });
      return diagnose(command, surroundings, options);
    });
};
