// The command `session` answers what was done with one session, and why.
import type { Command } from "commander";
import { zoneOf } from "../../lib/core/hours/zone-of.ts";
import { sessionIdText } from "../typed-values.ts";
import { accountOption } from "../with-account.ts";
import { type Surroundings, withConnection } from "../with-connection.ts";
import { addHoldCommands } from "./hold-commands.ts";
import { readStory } from "./read-story.ts";
import { showPhone } from "./show-phone.ts";
import { showStory } from "./show-story.ts";

const help = `
Everything of the last 90 days, the oldest first, with date and time in the timeZone of hooks.config.ts: what came in, and
how; what a policy decided, and in which run; which fields were written; why; who was passed over, by user id and code; what
was refused, stale or a copy, and what is parked. There are ids and codes only: no texts and no names.

Not in it: what was looked at and came to nothing, such as a session that is not idle yet (\`auto-close runs show <run>\` has
what a run left); what was refused over HTTP, since its caller was told; and a request to move the session that failed, once it
is no longer parked.

With --phone it is what came in for that contact, and which sessions it found: any notation will do, with the ninth digit
or without it.

Examples:
  npm run hooks -- session 2617d127-4314-4954-a7f6-07c17e7f7d2c
  npm run hooks -- session --phone 11980045904
  npm run hooks -- session 2617d127-4314-4954-a7f6-07c17e7f7d2c --account filial --stage prod`;

export const addSession = (program: Command, surroundings: Surroundings): void => {
  const session = program
    .command("session")
    .description("what was done with one session, when, by whom and why")
    .argument("[sessionId]", "the session's id, in any letter case", sessionIdText)
    .option("--phone <number>", "instead of an id: what named its session by this phone number")
    .option(...accountOption)
    .addHelpText("after", help)
    .action((sessionId: string | undefined, options: { account?: string; phone?: string }, command: Command) => {
      const { phone } = options;
      if ((sessionId === undefined) === (phone === undefined))
        command.error("error: name one session id, or --phone", { exitCode: 2 });
      return withConnection(command, surroundings, async (tools) => {
        if (sessionId === undefined) return showPhone(tools, phone ?? "", options.account);
        const config = await tools.connection.config();
        const key = { account: options.account ?? config.account, sessionId };
        const timeZone = zoneOf(config, key.account);
        showStory(tools, key, { story: await readStory(tools.connection, key), timeZone });
      });
    });
  addHoldCommands(session, surroundings);
};
