// `local`: plays with the world that `npm start` runs, so that a policy's day takes a minute.
import { Argument, type Command, InvalidArgumentError, Option } from "commander";
import { confirmed } from "../confirm.ts";
import { idText, wholeNumber } from "../typed-values.ts";
import type { Surroundings } from "../with-connection.ts";
import { changeAgent, listAgents } from "./change-agent.ts";
import { changeFaults, type FaultOptions, type FaultyPart, faultyParts, listFaults } from "./change-faults.ts";
import { changeSwitch, showSwitches } from "./change-switches.ts";
import { type Presence, presences, type Speaker, speakers } from "./choices.ts";
import { listCalls } from "./list-calls.ts";
import { listLog } from "./list-log.ts";
import { listedStatuses, listSessions } from "./list-sessions.ts";
import { moveClock, showClock } from "./move-clock.ts";
import { rebuildFunctions } from "./rebuild-functions.ts";
import { resetWorld } from "./reset-world.ts";
import { saySomething } from "./say-something.ts";
import { readSpan } from "./typed-clock.ts";
import { withLocalWorld } from "./with-local-world.ts";

const help = `
It is for the stack that \`npm start\` runs here, and its invented conversations: nothing of it goes to WTS Chat or AWS.

Examples:
  npm run hooks -- local sessions
  npm run hooks -- local clock +3h`;

const sessionsHelp = `
The open ones, those with the newest message first. Whoever spoke last waits for the other side.

Examples:
  npm run hooks -- local sessions
  npm run hooks -- local sessions --status COMPLETED --limit 5`;

const sayHelp = `
A session is named by its id, the beginning of it, or the contact's name or number, which means that contact's newest one.
To a closed session a contact's message opens it again, or begins the next one, as in WTS. Texts are not logged.

Examples:
  npm run hooks -- local say 'Marcos Pereira' 'Bom dia, preciso remarcar'
  npm run hooks -- local say 5e550000 'Só um momento' --as agent
  npm run hooks -- local say 'Marcos Pereira' 'Posso ajudar?' --as agent --agent 'Carla Mendes'
  npm run hooks -- local say 'Maria Souza' 'Vocês atendem aos sábados?' --new --department Comercial`;

const agentHelp = `
Without a name, everybody. Who is away gets no session from a policy that looks at who is there.

Examples:
  npm run hooks -- local agent
  npm run hooks -- local agent 'Carla Mendes' away`;

const clockHelp = `
Functions and the stand-in for WTS have one clock, which goes forward only; \`local reset\` makes it this machine's again.
Each schedule that was due in the time that is passed over is called once, at its end; with --every, once in each step.
What follows that clock: idle time, warnings, hours, holds, leases, signatures of webhooks, metrics, and this command line.
What keeps this machine's: SQS (delays, visibility, ages), pauses between retries, time limits of functions. The table
deletes nothing by its age here.

Examples:
  npm run hooks -- local clock
  npm run hooks -- local clock +3h
  npm run hooks -- local clock 'amanhã 09:00' --every 30min`;

const faultHelp = `
WTS fails by a status such as 500 or 429; WTS and parts of AWS by hang (no answer ever comes), reset (the connection breaks,
nothing was done), lost (it was done, but the answer is lost) or slow; parts of AWS also by fail. The newest fault of a part
replaces the one before it. Without a part, what is made to fail now.

Examples:
  npm run hooks -- local fault wts 500 --times 3
  npm run hooks -- local fault wts slow --delay 8 --path /message
  npm run hooks -- local fault dynamodb fail --rate 0.2
  npm run hooks -- local fault off`;

const switchHelp = `
What WTS does in these is not documented; each position is a way it may be. The reference of the stand-in has all of them.

Examples:
  npm run hooks -- local switch
  npm run hooks -- local switch metadata replaced`;

const callsHelp = `
What reached the stand-in, the newest first: also what this command line asked. Bodies and queries are not shown.

Examples:
  npm run hooks -- local calls
  npm run hooks -- local calls --session 5e550000-0000-4000-8000-000000000001`;

const logHelp = `
The last 2,000 lines since \`npm start\`: codes, names, ids and numbers, as the functions' log has them on AWS.

Examples:
  npm run hooks -- local log
  npm run hooks -- local log --about receive-webhook --limit 5`;

const rebuildHelp = `
It takes some seconds, in which everything goes on. What is wrong with the configuration is said, and then nothing changes.
A new source of WTS's own events is told of them after the next start.

Example:
  npm run hooks -- local rebuild`;

const resetHelp = `
Conversations, records, queues, faults and switches are as just after \`npm start\`, and so is the clock. WTS goes on telling
the sources that it was told of.

Example:
  npm run hooks -- local reset --yes`;

const filled = (text: string): string => {
  if (text.trim() !== "") return text.trim();
  throw new InvalidArgumentError("It is empty.");
};

const share = (text: string): number => {
  const number = Number(text);
  if (number > 0 && number <= 1) return number;
  throw new InvalidArgumentError("Expected a share of calls above 0 and up to 1, such as 0.2.");
};

const seconds = (text: string): number => {
  const number = Number(text);
  if (number > 0 && number <= 600) return number;
  throw new InvalidArgumentError("Expected seconds, above 0 and up to 600.");
};

const span = (text: string): number => {
  const ms = readSpan(text.trim().toLowerCase().replaceAll(" ", ""));
  if (ms !== undefined && ms > 0) return ms;
  throw new InvalidArgumentError("Expected a span such as 30min, 1h or 1d.");
};

const accountOption = ["--account <account>", "of the secrets file (default: the one of hooks.config.ts)"] as const;

const addSessions = (local: Command, surroundings: Surroundings): void => {
  local
    .command("sessions")
    .description("the local conversations: who has them, who waits, and for how long")
    .addOption(new Option("--status <status>", "in this status (default: all that are open)").choices(listedStatuses))
    .option("--limit <count>", "at most so many", wholeNumber(1_000), 20)
    .option(...accountOption)
    .addHelpText("after", sessionsHelp)
    .action(({ status, limit }: { status?: string; limit: number }, command: Command) =>
      withLocalWorld(command, surroundings, (world) => listSessions(world, { status, limit })),
    );
};

interface SayOptions {
  as: Speaker;
  new?: true;
  department?: string;
  agent?: string;
}

const addSay = (local: Command, surroundings: Surroundings): void => {
  local
    .command("say")
    .description("send a message in a local conversation, as the contact or as the team's side")
    .argument("<whom>", "a session's id or the beginning of it, or a contact's name or number", filled)
    .argument("<text>", "what is said", filled)
    .addOption(new Option("--as <who>", "who says it").choices(speakers).default("contact"))
    .option(
      "--agent <agent>",
      "with --as agent: who answers, and has the session from then on (default: who has it)",
      filled,
    )
    .option("--new", "somebody new, of that name or number, begins a conversation")
    .option("--department <department>", "with --new: it waits in this queue, by name or id", filled)
    .option(...accountOption)
    .addHelpText("after", sayHelp)
    .action((whom: string, text: string, options: SayOptions, command: Command) => {
      const { as, new: isNew = false, department, agent } = options;
      if (department !== undefined && !isNew) command.error("error: --department goes with --new", { exitCode: 2 });
      if (agent !== undefined && as !== "agent") command.error("error: --agent goes with --as agent", { exitCode: 2 });
      if (isNew && as !== "contact")
        command.error("error: --new is somebody who writes to us: leave out --as", { exitCode: 2 });
      return withLocalWorld(command, surroundings, (world) =>
        saySomething(world, { whom, text, as, isNew, department, agent }),
      );
    });
};

const addAgent = (local: Command, surroundings: Surroundings): void => {
  local
    .command("agent")
    .description("who is there in the local world; have one go away, or come back")
    .argument("[name]", "an agent's name, e-mail or user id", filled)
    .addArgument(new Argument("[presence]", "away or back").choices(presences))
    .option(...accountOption)
    .addHelpText("after", agentHelp)
    .action((name: string | undefined, presence: Presence | undefined, _options: object, command: Command) =>
      withLocalWorld(command, surroundings, (world) =>
        name === undefined || presence === undefined ? listAgents(world, name) : changeAgent(world, name, presence),
      ),
    );
};

const addClock = (local: Command, surroundings: Surroundings): void => {
  local
    .command("clock")
    .description("what time it is for functions and stand-in; move it ahead")
    .argument("[time]", "+3h, '2026-12-01 09:00', 'amanhã 09:00' or now", filled)
    .option("--every <span>", "in steps of such as 30min, with what is due in each of them", span)
    .addHelpText("after", clockHelp)
    .action((to: string | undefined, { every }: { every?: number }, command: Command) => {
      if (to === undefined && every !== undefined)
        command.error("error: --every goes with a time to move to", { exitCode: 2 });
      return withLocalWorld(command, surroundings, (world) =>
        to === undefined ? showClock(world) : moveClock(world, { to, everyMs: every, onlookers: surroundings }),
      );
    });
};

const addFault = (local: Command, surroundings: Surroundings): void => {
  local
    .command("fault")
    .description("have WTS or a part of AWS fail here; what is made to fail now")
    .addArgument(new Argument("[part]", "what fails, or off for all of them").choices(faultyParts))
    .argument("[how]", "for wts a status, or hang, reset, lost, slow; for AWS also fail; off", filled)
    .option("--times <count>", "so many calls (default: until it is switched off)", wholeNumber(100_000))
    .option("--rate <share>", "this share of the calls, such as 0.2 (default: all)", share)
    .option("--delay <seconds>", "how slow (default: 3)", seconds)
    .option("--path <path>", "only calls of WTS whose path has this in it", filled)
    .option(...accountOption)
    .addHelpText("after", faultHelp)
    .action(
      (
        part: FaultyPart | undefined,
        how: string | undefined,
        given: Partial<FaultOptions> & { delay?: number },
        command: Command,
      ) => {
        const { times, rate, delay: delaySeconds, path } = given;
        const options = { times, rate, delaySeconds, path };
        const [idle] = Object.entries({ times, rate, delay: delaySeconds, path }).flatMap(([name, value]) =>
          value === undefined ? [] : [name],
        );
        const isOff = part === undefined || part === "off" || how === "off";
        if (isOff && idle !== undefined) command.error(`error: --${idle} goes with a part that fails`, { exitCode: 2 });
        if (delaySeconds !== undefined && how !== "slow")
          command.error("error: --delay goes with slow", { exitCode: 2 });
        return withLocalWorld(command, surroundings, (world) =>
          part === undefined ? listFaults(world) : changeFaults(world, part, how, options),
        );
      },
    );
};

const addSwitch = (local: Command, surroundings: Surroundings): void => {
  local
    .command("switch")
    .description("what is not known of WTS, and which way the stand-in is in it")
    .argument("[name]", "one of them", filled)
    .argument("[position]", "the way it is to be", filled)
    .option(...accountOption)
    .addHelpText("after", switchHelp)
    .action((name: string | undefined, position: string | undefined, _options: object, command: Command) =>
      withLocalWorld(command, surroundings, (world) =>
        name === undefined || position === undefined ? showSwitches(world, name) : changeSwitch(world, name, position),
      ),
    );
};

const addCalls = (local: Command, surroundings: Surroundings): void => {
  local
    .command("calls")
    .description("which calls of WTS were made here, and what was answered")
    .option("--session <id>", "only those about this session", idText)
    .option("--limit <count>", "at most so many", wholeNumber(1_000), 20)
    .option(...accountOption)
    .addHelpText("after", callsHelp)
    .action(({ session, limit }: { session?: string; limit: number }, command: Command) =>
      withLocalWorld(command, surroundings, (world) => listCalls(world, { session, limit })),
    );
};

const addLog = (local: Command, surroundings: Surroundings): void => {
  local
    .command("log")
    .description("what the functions printed here")
    .option("--about <id>", "only lines with this id, code or name in them", idText)
    .option("--limit <count>", "at most so many", wholeNumber(2_000), 20)
    .addHelpText("after", logHelp)
    .action(({ about, limit }: { about?: string; limit: number }, command: Command) =>
      withLocalWorld(command, surroundings, (world) => listLog(world, { about, limit })),
    );
};

const addRebuild = (local: Command, surroundings: Surroundings): void => {
  local
    .command("rebuild")
    .description("have an edit of the configuration count, without a new start")
    .addHelpText("after", rebuildHelp)
    .action((_options: object, command: Command) => withLocalWorld(command, surroundings, rebuildFunctions));
};

const addReset = (local: Command, surroundings: Surroundings): void => {
  local
    .command("reset")
    .description("everything here as just after `npm start`")
    .option("--yes", "do not ask")
    .addHelpText("after", resetHelp)
    .action(({ yes = false }: { yes?: boolean }, command: Command) =>
      withLocalWorld(command, surroundings, (world) => resetWorld(world, confirmed(surroundings, yes))),
    );
};

export const addLocal = (program: Command, surroundings: Surroundings): void => {
  const local = program
    .command("local")
    .description("play with what `npm start` runs: conversations, messages, people, clock, faults")
    .addHelpText("after", help);
  for (const add of [
    addSessions,
    addSay,
    addAgent,
    addClock,
    addFault,
    addSwitch,
    addCalls,
    addLog,
    addRebuild,
    addReset,
  ])
    add(local, surroundings);
};
