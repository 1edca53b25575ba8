// `closed-day`: days on which nobody answers, set without a deployment.
import { type Command, InvalidArgumentError } from "commander";
import { reasonText } from "../typed-values.ts";
import { accountOption, withAccount } from "../with-account.ts";
import type { Surroundings } from "../with-connection.ts";
import { type AddOptions, addClosedDay, removeClosedDay } from "./change-closed-day.ts";
import { listClosedDays } from "./list-closed-days.ts";
import { typedDay, typedTime } from "./typed-day.ts";

const help = `
Example:
  npm run hooks -- closed-day list`;

const addHelp = `
For what no calendar knows: a municipal holiday, a power cut, a team that is at a training. Every policy's hours obey it
within a minute: no business time passes, and nothing is sent. It holds in the zone of each policy's hours.
A day has one closing of the whole account, and one of each department: set again, the newer one counts.

Examples:
  npm run hooks -- closed-day add 2026-11-20 --reason Padroeira
  npm run hooks -- closed-day add 24/12/2026 --from 12:00 --stage prod
  npm run hooks -- closed-day add 2026-12-04 --to 14:00 --department Comercial --reason Treinamento`;

const listHelp = `
Example:
  npm run hooks -- closed-day list --past`;

const removeHelp = `
Example:
  npm run hooks -- closed-day remove 2026-12-04 --department Comercial`;

const nameText = (text: string): string => {
  if (text.trim() !== "") return text.trim();
  throw new InvalidArgumentError("Expected a department's name or id; it is empty.");
};

const dryRunOption = ["--dry-run", "say what it would be, and write nothing"] as const;

const departmentOption = [
  "--department <department>",
  "only for sessions in this department, by name or id (default: all)",
] as const;

type Options<Work> = Omit<Work, "account" | "date"> & { account?: string };

export const addClosedDays = (program: Command, surroundings: Surroundings): void => {
  const closedDay = program
    .command("closed-day")
    .description("days on which nobody answers, whatever the hours say: add, list, remove")
    .addHelpText("after", help);

  closedDay
    .command("add")
    .description("close a day, or a part of one")
    .argument("<day>", "as 2026-11-20 or 20/11/2026", typedDay)
    .option("--from <time>", "closed from then on (default: the day's beginning)", typedTime)
    .option("--to <time>", "closed until then (default: the day's end)", typedTime)
    .option(...departmentOption, nameText)
    .option("--reason <reason>", "who looks later reads it", reasonText)
    .option(...dryRunOption)
    .option(...accountOption)
    .addHelpText("after", addHelp)
    .action((date: string, options: Options<AddOptions>, command: Command) =>
      withAccount(command, surroundings, (tools, config, account) =>
        addClosedDay(tools, config, { ...options, account, date }),
      ),
    );
  closedDay
    .command("list")
    .description("which days are closed, why, and who said so")
    .option("--past", "also those that are over, which go on counting as closed")
    .option(...accountOption)
    .addHelpText("after", listHelp)
    .action(({ past = false }: { past?: boolean }, command: Command) =>
      withAccount(command, surroundings, (tools, config, account) => listClosedDays(tools, config, { account, past })),
    );
  closedDay
    .command("remove")
    .description("open a day again")
    .argument("<day>", "as 2026-11-20 or 20/11/2026", typedDay)
    .option(...departmentOption, nameText)
    .option(...dryRunOption)
    .option(...accountOption)
    .addHelpText("after", removeHelp)
    .action((date: string, options: { department?: string; dryRun?: true }, command: Command) =>
      withAccount(command, surroundings, (tools, config, account) =>
        removeClosedDay(tools, config, { ...options, account, date }),
      ),
    );
};
