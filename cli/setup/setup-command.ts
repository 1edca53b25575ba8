// `setup`: from credentials of AWS to a stage that works.
import { type Command, InvalidArgumentError } from "commander";
import { outputTo } from "../display/output.ts";
import { wholeNumber } from "../typed-values.ts";
import { type Surroundings, withConnection } from "../with-connection.ts";
import { urlOption } from "../wts/commands.ts";
import { policyOf } from "./permissions-step.ts";
import { readCaller } from "./read-caller.ts";
import { setUpStage } from "./setup-stage.ts";
import { stagePlace } from "./stage-place.ts";
import type { SetupOptions } from "./step.ts";

const help = `
Step by step, each looked at first: run it again whenever you like, and it goes on where it stopped. It asks for keys and secrets
without showing them. Without a terminal they are lines of the input, in the order in which it asks: the key of WTS for each
account of hooks.config.ts, then the secret of each source that a sender chose, an empty line for one that you do not have yet.

A click in the alarms' e-mail that is still missing fails no step.

Examples:
  npm run hooks -- setup --stage prod
  npm run hooks -- setup --stage prod --email ops@example.com --token-file token.txt
  npm run hooks -- setup --stage prod --replace-key
  npm run hooks -- setup --stage prod --url https://hooks.example.com --wait 300
  npm run -s hooks -- setup --stage prod --print-policy
  npm run hooks -- setup --stage prod --yes --client n8n`;

const clientName = (text: string): string => {
  if (/^[a-z][a-z0-9-]*$/.test(text)) return text;
  throw new InvalidArgumentError("Expected small letters, digits and hyphens, such as n8n.");
};

interface Typed extends Omit<SetupOptions, "waitSeconds" | "replaceKey" | "yes"> {
  wait: number;
  printPolicy?: boolean;
  replaceKey?: boolean;
  yes?: boolean;
}

export const addSetup = (program: Command, surroundings: Surroundings): void => {
  program
    .command("setup")
    .description("from credentials of AWS to a stage that works, step by step")
    .option("--email <address>", "who gets the alarms")
    .option("--client <name>", "who gets the first token of the HTTP API", clientName, "n8n")
    .option("--token-file <file>", "put that token into a file of its own, instead of showing it once")
    .option("--replace-key", "ask for the keys of WTS again, although there are some")
    .option(...urlOption)
    .option("--wait <seconds>", "so long a new address may take until it answers", wholeNumber(900), 90)
    .option("--print-policy", "print the policy that a deployment needs, and do nothing else")
    .option("--yes", "do not ask")
    .addHelpText("after", help)
    .action(async (_options: object, command: Command) => {
      const { wait, printPolicy = false, replaceKey = false, yes = false, ...given } = command.opts<Typed>();
      const place = stagePlace(command);
      if (printPolicy) {
        const { account } = await readCaller(place);
        // It is JSON either way: it goes into a file, and from there into IAM.
        return outputTo(surroundings, { json: true }).json(await policyOf(place, account, surroundings.environment));
      }
      const options = { ...given, waitSeconds: wait, replaceKey, yes };
      await withConnection(command, surroundings, async (tools) =>
        setUpStage(tools, { surroundings, config: await tools.connection.config(), place, options }),
      );
    });
};
