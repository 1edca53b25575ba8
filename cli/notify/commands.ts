// `notify`: who is told of what, and whether a message gets there.
import { type Command, InvalidArgumentError } from "commander";
import type { Surroundings } from "../with-connection.ts";
import { withConnection } from "../with-connection.ts";
import { listTargets } from "./list-targets.ts";
import { sendTest } from "./send-test.ts";

const help = `
Example:
  npm run hooks -- notify list`;

const listHelp = `
Addresses are secret and not shown: whoever has one can write there.

Example:
  npm run hooks -- notify list --stage prod`;

const testHelp = `
It goes to the real chat, from this machine, with the address of the access secret.

Example:
  npm run hooks -- notify test ops --stage prod`;

const targetName = (text: string): string => {
  if (/^[\w.-]+$/.test(text)) return text;
  throw new InvalidArgumentError("Expected a name of `notify` in hooks.config.ts.");
};

export const addNotify = (program: Command, surroundings: Surroundings): void => {
  const notify = program
    .command("notify")
    .description("who is told of alerts and outcomes: list, test")
    .addHelpText("after", help);
  notify
    .command("list")
    .description("who is told of what, and whether the access secret has an address for it")
    .addHelpText("after", listHelp)
    .action((_options: object, command: Command) => withConnection(command, surroundings, listTargets));
  notify
    .command("test")
    .description("send a test message")
    .argument("<name>", "a name of `notify` in hooks.config.ts", targetName)
    .addHelpText("after", testHelp)
    .action((name: string, _options: object, command: Command) =>
      withConnection(command, surroundings, (tools) =>
        sendTest(tools, { name, baseUrl: surroundings.environment.NOTIFY_BASE_URL || undefined }),
      ),
    );
};
