// The command `route` explains what the routing policies would do with a session, and why.
import { type Command, Option } from "commander";
import { findTypedSession } from "../session/find-typed-session.ts";
import { sessionArgument } from "../session/session-argument.ts";
import type { TypedSession } from "../session/typed-session.ts";
import { accountOption, withAccount } from "../with-account.ts";
import type { Surroundings } from "../with-connection.ts";
import { type AskedTrigger, explainRoute } from "./explain-route.ts";
import { addMoves } from "./moves-command.ts";
import { showExplanation } from "./show-explanation.ts";

const help = `
Name the session by its id, a link to it that you paste, its protocol number, or the contact's phone; of several it is the one
that we did something to last, or else the newest. Reads the session, the people, their open sessions and what the table remembers, decides as the function would, by the
policies of hooks.config.ts as it stands here now, and prints the decision with everybody who was passed over.
Nothing is changed, in WTS and in the table; the account's rate limit is used.

Without --on: one decision for every trigger that the policies have. "schedule" is what the next run would do.
With --policy, --department or --user: as if a "Session Reassignment Requested" asked for that.

Examples:
  npm run hooks -- route 2617d127-4314-4954-a7f6-07c17e7f7d2c --explain
  npm run hooks -- route 11980045904 --explain
  npm run hooks -- route 2617d127-4314-4954-a7f6-07c17e7f7d2c --explain --on schedule --stage prod
  npm run hooks -- route 2617d127-4314-4954-a7f6-07c17e7f7d2c --explain --department Suporte`;

const triggers = ["SESSION_NEW", "SESSION_UPDATE", "requested", "schedule"] as const;

interface RouteOptions {
  explain?: true;
  on?: (typeof triggers)[number];
  policy?: string;
  department?: string;
  user?: string;
  account?: string;
}

const isRequest = ({ policy, department, user }: RouteOptions): boolean =>
  [policy, department, user].some((given) => given !== undefined);

const askedBy = (options: RouteOptions): AskedTrigger | undefined => {
  const { on, policy, department, user } = options;
  if (!isRequest(options)) return on === undefined || on === "schedule" ? on : { on };
  const to = { ...(department !== undefined && { department }), ...(user !== undefined && { user }) };
  const hasTarget = Object.keys(to).length > 0;
  return { on: "requested", ...(policy !== undefined && { policy }), ...(hasTarget && { to }) };
};

export const addRoute = (program: Command, surroundings: Surroundings): void => {
  const { terminal } = surroundings;
  const route = program
    .command("route")
    .description("where the routing policies would send a session, and why to nobody else")
    .argument(...sessionArgument)
    .option("--explain", "print the decision; the only thing this command does")
    .addOption(new Option("--on <trigger>", "the decision for one trigger only").choices(triggers))
    .option("--policy <name>", "as if it were requested by this policy")
    .option("--department <department>", "as if it were requested for this department, by name or id")
    .option("--user <user>", "as if it were requested for this person, by name, e-mail or id")
    .option(...accountOption)
    .addHelpText("after", help)
    .action((typed: TypedSession, options: RouteOptions, command: Command) => {
      if (!options.explain)
        command.error(
          'error: add --explain, which changes nothing; to move a session, send the command `route` to POST /sessions/batch, or put a "Session Reassignment Requested" on the bus',
          { exitCode: 2 },
        );
      if (isRequest(options) && options.on !== undefined && options.on !== "requested")
        command.error("error: --policy, --department and --user go with --on requested, or without --on", {
          exitCode: 2,
        });
      const asked = askedBy(options);
      return withAccount(command, surroundings, async (tools, config, account) => {
        const { connection, output } = tools;
        const { sessionId } = (await findTypedSession(tools, config, { typed, account, terminal })).meant;
        const explanation = await explainRoute(connection, { account, sessionId, ...(asked && { asked }) });
        showExplanation(output, connection.place, explanation);
      });
    });
  addMoves(route, surroundings);
};
