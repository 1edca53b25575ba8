// Adds `doctor` to the command line: what is wrong here or at a stage, and what to do about it.
import type { Command } from "commander";
import { unknownAccount } from "../connection.ts";
import { placeText } from "../display/place-text.ts";
import { BadVerdict, Failure } from "../failure.ts";
import { type Surroundings, withConnectionIfAny } from "../with-connection.ts";
import { examine } from "./examine.ts";
import { gather } from "./examined.ts";
import { countsOf, showFindings } from "./show-findings.ts";

const help = `
It only reads. WTS is asked a dozen times at most, within your share of the rate, of two accounts at most; --account names
another one. Without a stack that runs here, and without a --stage, it looks at what there is: Node, packages, configuration,
secrets.
Each line is ok, a warning, wrong, or not checked, which says why; below it stands what to do.

Examples:
  npm run hooks -- doctor
  npm run hooks -- doctor --stage prod
  npm run -s hooks -- doctor --account filial --json`;

interface DoctorOptions {
  account?: string;
}

export const addDoctor = (program: Command, surroundings: Surroundings): void => {
  program
    .command("doctor")
    .description("what is wrong here or at a stage, and what to do about it")
    .option("--account <account>", "only this one of the accounts secret")
    .addHelpText("after", help)
    .action(({ account: only }: DoctorOptions, command: Command) =>
      withConnectionIfAny(command, surroundings, async ({ connection, nothing = "", output }) => {
        const examined = await gather({ surroundings, connection, nothing, only });
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
      }),
    );
};
