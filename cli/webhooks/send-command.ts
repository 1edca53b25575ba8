// Adds `send` to the command line: it tries a sender without the sender.
import type { Command } from "commander";
import { type Surroundings, withConnection } from "../with-connection.ts";
import { headerOption } from "./header-option.ts";
import { type SendOptions, sendDelivery } from "./send-delivery.ts";

const sendHelp = `
Signs the file with the source's secret, as its sender would, and posts it. The file is a body, what n8n's Webhook node
shows (as JSON), or an API Gateway event such as those of events/receive-webhook/; without --file, the first good sample of
the source there is sent.

Examples:
  npm run hooks -- send crm
  npm run hooks -- send crm --file deal.json --stage prod --url https://….execute-api.sa-east-1.amazonaws.com`;

export const addSend = (program: Command, surroundings: Surroundings): void => {
  program
    .command("send")
    .description("post a sample to a webhook source, signed as its sender would")
    .argument("<source>", "its name in hooks.config.ts")
    .option("--file <file>", "what to send (default: a sample of events/receive-webhook/)")
    .option(...headerOption)
    .option("--url <url>", "the address of the HTTP API, where hooks.config.ts has no publicUrl")
    .addHelpText("after", sendHelp)
    .action((source: string, options: SendOptions, command: Command) =>
      withConnection(command, surroundings, (tools) => sendDelivery(tools, source, options)),
    );
};
