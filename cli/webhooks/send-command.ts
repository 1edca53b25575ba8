// Adds `send` to the command line: it tries a sender without the sender.
import type { Command } from "commander";
import { type Surroundings, withConnection } from "../with-connection.ts";
import { headerOption } from "./header-option.ts";
import { listSources } from "./list-sources.ts";
import { type SendOptions, sendDelivery } from "./send-delivery.ts";

const sendHelp = `
Signs the file with the source's secret, as its sender would, and posts it. The file is a body, what n8n's Webhook node
shows (as JSON), or an API Gateway event such as those of events/receive-webhook/; without --file, the first good sample of
the source there is sent. --list shows which there are; with --body, a sample is sent with another body.

Examples:
  npm run hooks -- send crm
  npm run hooks -- send --list
  npm run hooks -- send crm --sample 202-crm-deal-won --body '{"id":"evt_2","type":"deal.won"}'
  npm run hooks -- send crm --file deal.json --stage prod --url https://….execute-api.sa-east-1.amazonaws.com`;

export const addSend = (program: Command, surroundings: Surroundings): void => {
  program
    .command("send")
    .description("post a sample to a webhook source, signed as its sender would")
    .argument("[source]", "its name in hooks.config.ts")
    .option("--list", "which sources there are, and which samples of each")
    .option("--file <file>", "what to send (default: a sample of events/receive-webhook/)")
    .option("--sample <sample>", "another sample, as --list names it")
    .option("--body <text>", "the body itself; with --file or --sample, in place of that one's")
    .option(...headerOption)
    .option("--url <url>", "the address of the HTTP API, where hooks.config.ts has no publicUrl")
    .option("--dry-run", "only show what it would do")
    .option("--reveal", "with --dry-run: show texts and phone numbers")
    .addHelpText("after", sendHelp)
    .action((source: string | undefined, { list, ...options }: SendOptions & { list?: true }, command: Command) => {
      const { file, sample, body, header, url, dryRun, reveal } = options;
      if (list && [source, file, sample, body, header, url, dryRun, reveal].some((given) => given !== undefined))
        command.error("error: --list goes alone: it lists all sources", { exitCode: 2 });
      if (list) return withConnection(command, surroundings, listSources);
      if (source === undefined)
        return command.error("error: name a source, or --list to see which there are", { exitCode: 2 });
      if (file !== undefined && sample !== undefined)
        command.error("error: --sample goes without --file: give one of them", { exitCode: 2 });
      if (reveal && !dryRun) command.error("error: --reveal goes with --dry-run", { exitCode: 2 });
      return withConnection(command, surroundings, (tools) => sendDelivery(tools, source, options));
    });
};
