// `privacy`: what is kept of a person, and that it be erased (LGPD).
import type { Command } from "commander";
import { readingOf } from "../../lib/core/command/reading-of.ts";
import { shownPhones } from "../../lib/core/phone/looked-for.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import { checkAccount } from "../check-account.ts";
import { confirmed } from "../confirm.ts";
import { alignedTable } from "../display/aligned-table.ts";
import { progressBar } from "../display/progress-bar.ts";
import { timeText } from "../display/time-text.ts";
import { BadVerdict, Failure } from "../failure.ts";
import { accountOption, withAccount } from "../with-account.ts";
import type { Surroundings } from "../with-connection.ts";
import { type Receipt, readReceipts, writeReceipt } from "./receipt.ts";
import { resumedKey, type Search, type SearchOptions, searchPerson } from "./search-person.ts";
import { countsTable, showBeyondReach, showRest } from "./show-search.ts";

/** With --json; `privacy erase --dry-run` says the same. */
export interface PersonFound extends Search {
  place: string;
  account: string;
  /** It was asked for by `privacy erase`. */
  dryRun: boolean;
}

/** With --json. */
export interface PersonErased extends Receipt, Pick<Search, "byNameAlone" | "waits"> {
  place: string;
}

/** With --json. */
export interface ReceiptList {
  place: string;
  account: string;
  receipts: readonly Receipt[];
}

const help = `
Example:
  npm run hooks -- privacy find '+55 11 98004-5904' --stage prod`;

const findHelp = `
The number in any notation; with the ninth digit or without it, it is the same person. Asks WTS for the contact and its
sessions, looks through the whole table and what is parked, and changes nothing. One account: say --account for another.

Examples:
  npm run hooks -- privacy find 11980045904
  npm run hooks -- privacy find 11980045904 --name 'Maria Aparecida Silva'`;

const eraseHelp = `
Erases what \`privacy find\` finds. Decisions stay without the person: codes, policies and times under a random key. Prints a
receipt, which \`privacy receipts\` shows again. Erase here first, then at WTS: by WTS's contact we find the sessions. It may
be done again at any time; while something is at work or waits in the queue it says so, and ends with exit code 1.

Examples:
  npm run hooks -- privacy erase 11980045904 --dry-run
  npm run hooks -- privacy erase 11980045904 --name 'Maria Aparecida Silva' --yes --stage prod`;

const receiptsHelp = `
Example:
  npm run hooks -- privacy receipts --stage prod`;

const nameOption = ["--name <name>", "the whole name, if nobody else has it: also what has only that goes"] as const;

interface Options {
  name?: string;
  yes?: true;
  dryRun?: true;
  resume?: string;
}

export const addPrivacy = (program: Command, surroundings: Surroundings): void => {
  const privacy = program
    .command("privacy")
    .description("what is kept of a person: find, erase, receipts")
    .addHelpText("after", help);

  const search = (command: Command, text: string, { name, resume, ...options }: Options, erases: boolean) =>
    withAccount(command, surroundings, async (tools, config, account) => {
      const { connection, output } = tools;
      await checkAccount(tools, account);
      const reading = readingOf(config)(account).readPhone(text);
      if (!reading.ok) throw new Failure(`the number ${reading.problem}`);
      if (name !== undefined && name.trim().split(/\s+/).length < 2)
        throw new Failure("--name takes the whole name, of two words at least: many have the same first name");
      const shown = (shownPhones({ contactPhone: reading.phone }) ?? []).join(" or ");
      const isDry = options.dryRun === true;
      const willErase = erases && !isDry;
      if (willErase)
        await confirmed(
          surroundings,
          options.yes === true,
        )(`Erase what account ${account} of ${connection.place} has of ${shown}? It cannot be taken back.`);
      const bar = progressBar(surroundings, "Items");
      const asked: SearchOptions = {
        account,
        phone: reading.phone,
        names: name === undefined ? [] : [name.trim()],
        erases: willErase,
        resume: resume === undefined ? undefined : resumedKey(resume),
        onProgress: (items) => bar.show(items, undefined, ""),
      };
      const found = await searchPerson(tools, asked).finally(() => bar.stop());
      if (!willErase) {
        output.json({ place: connection.place, account, dryRun: isDry, ...found } satisfies PersonFound);
        output.line(`Of ${shown}, in account ${account} of ${connection.place}; nothing was changed.`, "");
        output.line(...countsTable(found));
        return showRest(output, found);
      }
      const at = new Date(clock.now()).toISOString();
      const by = await connection.callerName();
      const receipt = await writeReceipt(connection.table, { account, at, by, search: found });
      output.json({
        ...{ place: connection.place, ...receipt },
        ...{ byNameAlone: found.byNameAlone, waits: found.waits },
      } satisfies PersonErased);
      output.line(
        `Erased in account ${account} of ${connection.place}; receipt ${receipt.id}, ${timeText(at)}, by ${by}.`,
        "",
      );
      output.line(...countsTable(found));
      output.line("", `Decisions that stay, without the person: ${found.decisionsKept}`);
      showRest(output, found);
      showBeyondReach(output);
      if (!receipt.isComplete) throw new BadVerdict(`not all is erased yet: ${found.waits.join("; ")}`);
    });

  privacy
    .command("find")
    .description("what is kept of a contact, by its phone number")
    .argument("<phone>", "in any notation")
    .option(...nameOption)
    .option(...accountOption)
    .addHelpText("after", findHelp)
    .action((phone: string, options: Options, command: Command) => search(command, phone, options, false));
  privacy
    .command("erase")
    .description("erase it, with a receipt")
    .argument("<phone>", "in any notation")
    .option(...nameOption)
    .option("--dry-run", "only say what would be erased")
    .option("--yes", "do not ask")
    .option("--resume <token>", "go on where it was cut off, as it said then")
    .option(...accountOption)
    .addHelpText("after", eraseHelp)
    .action((phone: string, options: Options, command: Command) => search(command, phone, options, true));
  privacy
    .command("receipts")
    .description("what was erased, when and by whom; not of whom")
    .option(...accountOption)
    .addHelpText("after", receiptsHelp)
    .action((_options: object, command: Command) =>
      withAccount(command, surroundings, async ({ connection, output }, _config, account) => {
        await checkAccount({ connection, output }, account);
        const receipts = await readReceipts(connection.table, account);
        output.json({ place: connection.place, account, receipts } satisfies ReceiptList);
        if (receipts.length === 0)
          return output.line(`Nobody has been erased in account ${account} of ${connection.place}.`);
        const sum = (counts: object): string =>
          String(Object.values(counts).reduce((all, each) => all + Number(each), 0));
        output.line(
          ...alignedTable([
            ["RECEIPT", "TIME", "BY", "ERASED", "COMPLETE"],
            ...receipts.map(({ id, at, by, erased, isComplete }) => [
              id,
              timeText(at),
              by,
              sum(erased),
              isComplete ? "yes" : "no",
            ]),
          ]),
        );
      }),
    );
};
