// `send` and `explain`: try a sender without the sender.
import type { Command } from "commander";
import { readHooksConfig } from "../hooks-config.ts";
import { outputTo } from "../output.ts";
import { type SendOptions, sendDelivery } from "../webhooks/send-delivery.ts";
import { localDoors, showExplanation } from "../webhooks/show-explanation.ts";
import { type Surroundings, withConnection } from "../with-connection.ts";

const sendHelp = `
Signs the file with the source's secret, as its sender would, and posts it. The file is a body, or an API Gateway event
such as those of events/receive-webhook/; without --file, the first good sample of the source there is sent.

Examples:
  npm run hooks -- send crm
  npm run hooks -- send crm --file deal.json --stage prod --url https://….execute-api.sa-east-1.amazonaws.com`;

const explainHelp = `
Shows bytes, verification, mapping, checks and the resulting commands. Nothing is sent, nothing is changed, and nothing has
to run for it: without --stage the secrets are those of local/secrets.json (or LOCAL_SECRETS_FILE). It is the
hooks.config.ts of this folder (or HOOKS_CONFIG) that is asked, whether or not it is deployed.

Examples:
  npm run hooks -- explain events/receive-webhook/202-crm-deal-won.json --sign
  npm run hooks -- explain recorded.json --at 2026-11-30T18:00:00Z
  npm run hooks -- explain deal.json --source crm --sign --reveal`;

interface ExplainOptions {
  source?: string;
  sign?: true;
  at?: string;
  reveal?: true;
}

export const addWebhooks = (program: Command, surroundings: Surroundings): void => {
  program
    .command("send")
    .description("post a sample to a webhook source, signed as its sender would")
    .argument("<source>", "its name in hooks.config.ts")
    .option("--file <file>", "what to send (default: a sample of events/receive-webhook/)")
    .option("--url <url>", "the address of the HTTP API, where hooks.config.ts has no publicUrl")
    .addHelpText("after", sendHelp)
    .action((source: string, options: SendOptions, command: Command) =>
      withConnection(command, surroundings, (tools) => sendDelivery(tools, source, options)),
    );

  program
    .command("explain")
    .description("what a delivery would become, step by step, without doing it")
    .argument("<file>", "an API Gateway event, or the bare body of a delivery")
    .option("--source <source>", "whose it is, where the file does not say")
    .option("--sign", "sign it now, as its sender would: samples have no signature")
    .option("--at <time>", "when it came (default: now): signatures are out of date after five minutes")
    .option("--reveal", "show texts and phone numbers")
    .addHelpText("after", explainHelp)
    .action(async (file: string, options: ExplainOptions, command: Command) => {
      const { source, sign = false, at, reveal = false } = options;
      const asked = { file, sign, reveal, ...(source !== undefined && { source }), ...(at !== undefined && { at }) };
      const { stage, json = false } = command.optsWithGlobals<{ stage?: string; json?: boolean }>();
      if (stage === undefined) {
        const output = outputTo(surroundings, { json });
        const { environment } = surroundings;
        return showExplanation(
          output,
          { doors: localDoors(environment), config: await readHooksConfig(environment) },
          asked,
        );
      }
      return withConnection(command, surroundings, async ({ connection, output }) =>
        showExplanation(output, { doors: await connection.doors(), config: await connection.config() }, asked),
      );
    });
};
