// The command `directory` shows who is where in an account, who is available, and who has how much to do.
import type { Command } from "commander";
import { peopleReader } from "../../lib/routing/people-reader.ts";
import { routingRecords } from "../../lib/routing/routing-records.ts";
import type { Candidate } from "../../lib/routing/rules/candidate.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import { alignedTable } from "../display/aligned-table.ts";
import { placeText } from "../display/place-text.ts";
import { accountOption } from "../with-account.ts";
import { type Surroundings, type Tools, withConnection } from "../with-connection.ts";
import { directoryWords } from "./directory-words.ts";

const help = `
Available: not switched off for automatic distribution in WTS; it does not say whether somebody sits there.
Open: sessions that are theirs and not completed. Promised: given to them by a policy, and not among the open ones yet.

Examples:
  npm run hooks -- directory
  npm run hooks -- directory --account filial --stage prod`;

const showDirectory = async ({ connection, output }: Tools, account: string): Promise<void> => {
  const config = await connection.config();
  const { routing, account: ownAccount, queue } = config;
  const say = directoryWords[config.language];
  const wts = await connection.wts(account);
  const { leaseMs } = queue;
  const records = routingRecords({
    table: connection.table,
    clock,
    routing,
    account: ownAccount,
    zones: config,
    leaseMs,
  });
  const reader = peopleReader({ ...records, leaseMs, clock });
  const [departments, people] = await Promise.all([wts.client.listDepartments(), reader.people(account, wts)]);
  const { candidates } = await reader.withLoad(account, wts, people);
  const { sessions } = await records.loads.recent(account, wts.client);

  const waitingIn = (id: string) =>
    sessions.filter(({ departmentId, userId }) => departmentId?.toLowerCase() === id && userId == null).length;
  const rows = departments
    .map(({ id, name }) => ({ id: id.toLowerCase(), name: name ?? id, waiting: waitingIn(id) }))
    .map((department) => ({
      ...department,
      people: candidates
        .filter(({ departmentIds }) => departmentIds.includes(department.id))
        .map(({ userId, name, available, openSessions, reserved }) => ({
          userId,
          name,
          available,
          openSessions,
          reserved,
        })),
    }));
  const members = new Set(rows.flatMap((department) => department.people.map(({ userId }) => userId)));
  const elsewhere = candidates.filter(({ userId }) => !members.has(userId));

  // Where several people have one name, a policy has to name the id, or the e-mail.
  const personText = ({ name, userId }: Pick<Candidate, "name" | "userId">): string => {
    if (name === undefined) return userId;
    return candidates.filter((each) => each.name === name).length > 1 ? `${name} (${userId})` : name;
  };

  const cellsOf = (person: Omit<Candidate, "departmentIds">): string[] => [
    personText(person),
    person.available ? say.yes : say.no,
    String(person.openSessions),
    String(person.reserved),
  ];

  output.json({ place: connection.place, account, departments: rows, withoutDepartment: elsewhere });
  output.line(
    say.directoryOf(account, placeText(connection.place, config.language)),
    "",
    ...alignedTable([
      say.heads,
      ...rows.flatMap((department) => {
        const [first = [say.nobody, "", "", ""], ...others] = department.people.map(cellsOf);
        return [
          [department.name, String(department.waiting), ...first],
          ...others.map((cells) => [" ", " ", ...cells]),
        ];
      }),
      ...elsewhere.map((person) => [say.noDepartment, " ", ...cellsOf(person)]),
    ]),
  );
};

export const addDirectory = (program: Command, surroundings: Surroundings): void => {
  program
    .command("directory")
    .description("departments, their people, who is available, and how many open sessions each has")
    .option(...accountOption)
    .addHelpText("after", help)
    .action(({ account }: { account?: string }, command: Command) =>
      withConnection(command, surroundings, async (tools) =>
        showDirectory(tools, account ?? (await tools.connection.config()).account),
      ),
    );
};
