// The command `directory` shows who is where in an account, who is available, who has how much to do, and which policies give to them.
import type { Command } from "commander";
import type { HooksConfig } from "../../lib/config.ts";
import { zoneOf } from "../../lib/core/hours/zone-of.ts";
import { alignedTable } from "../display/aligned-table.ts";
import { placeText } from "../display/place-text.ts";
import { shownTime } from "../display/time-text.ts";
import { accountOption, withAccount } from "../with-account.ts";
import type { Surroundings, Tools } from "../with-connection.ts";
import { directoryWords } from "./directory-words.ts";
import { type AccountDirectory, type DirectoryPerson, readDirectory } from "./read-directory.ts";

const help = `
Available: not switched off for automatic distribution in WTS, and on shift by routing.people; it does not say whether somebody
sits there. Open: sessions that are theirs and not completed. Promised: given to them by a policy, and not among the open ones yet.
Policies: those that ask them, each with how many of their sessions count for it, of how many it allows; in brackets what gives nothing now.

Examples:
  npm run hooks -- directory
  npm run hooks -- directory --department Comercial
  npm run hooks -- directory --account filial --stage prod`;

const showDirectory = (
  { output }: Tools,
  config: HooksConfig,
  { place, account, departments, withoutDepartment, problems }: AccountDirectory,
): void => {
  const { language } = config;
  const say = directoryWords[language];
  const locale = { language, timeZone: zoneOf(config, account) };
  const everybody = [...departments.flatMap(({ people }) => people), ...withoutDepartment];

  // Where several people have one name, a policy has to name the id, or the e-mail.
  const personText = ({ name, userId }: DirectoryPerson): string => {
    if (name === undefined) return userId;
    const namesakes = new Set(everybody.filter((each) => each.name === name).map((each) => each.userId));
    return namesakes.size > 1 ? `${name} (${userId})` : name;
  };

  const shiftText = ({ shift }: DirectoryPerson): string | undefined => {
    if (!shift) return undefined;
    if (shift.on) return shift.endsAt === undefined ? say.onShift : say.until(shownTime(shift.endsAt, locale));
    return shift.beginsAt === undefined ? say.offShift : say.from(shownTime(shift.beginsAt, locale));
  };

  const policyText = ({ policy, step, capacity, load, notNow }: DirectoryPerson["policies"][number]): string => {
    const name = step === undefined ? policy : `${policy} (${say.step(step)})`;
    const text = capacity === undefined ? name : `${name} ${load}/${capacity.sessions}`;
    return notNow.length === 0 ? text : `[${text}]`;
  };

  const cellsOf = (person: DirectoryPerson): (string | undefined)[] => [
    personText(person),
    person.available ? say.yes : say.no,
    String(person.openSessions),
    String(person.reserved),
    shiftText(person),
    person.lastAssignedAt && shownTime(person.lastAssignedAt, locale),
    person.policies.map(policyText).join(", "),
  ];

  output.line(
    say.directoryOf(account, placeText(place, language)),
    "",
    ...alignedTable([
      say.heads,
      ...departments.flatMap((department) => {
        const [first = [say.nobody, "", "", "", "", "", ""], ...others] = department.people.map(cellsOf);
        return [
          [department.name, String(department.waiting), ...first],
          ...others.map((cells) => [" ", " ", ...cells]),
        ];
      }),
      ...withoutDepartment.map((person) => [say.noDepartment, " ", ...cellsOf(person)]),
    ]),
  );
  if (problems.length > 0) output.line("", say.toCorrect, ...problems.map((problem) => `  ${problem}`));
};

export const addDirectory = (program: Command, surroundings: Surroundings): void => {
  program
    .command("directory")
    .description("departments, their people, who is available, how many open sessions each has, and who gives to them")
    .option("--department <department>", "only this one, by name or id")
    .option(...accountOption)
    .addHelpText("after", help)
    .action(({ department }: { department?: string }, command: Command) =>
      withAccount(command, surroundings, async (tools, config, account) => {
        const directory = await readDirectory(tools, config, { account, department });
        tools.output.json(directory satisfies AccountDirectory);
        showDirectory(tools, config, directory);
      }),
    );
};
