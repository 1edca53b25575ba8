// `wts`: what WTS itself has to know about us, which is whom to tell of its events.
import { type Command, InvalidArgumentError } from "commander";
import { confirmed } from "../confirm.ts";
import type { StageOptions } from "../connection.ts";
import { idText } from "../typed-values.ts";
import { accountOption, withAccount } from "../with-account.ts";
import { type Surroundings, withConnection } from "../with-connection.ts";
import { showSubscriptions } from "./show-subscriptions.ts";
import { type SubscribeOptions, subscribeSource } from "./subscribe.ts";
import { unsubscribe } from "./unsubscribe.ts";

const help = `
Examples:
  npm run hooks -- wts subscribe --stage prod
  npm run hooks -- wts subscriptions --stage prod`;

const subscribeHelp = `
The events are those of \`publish\` of the source. Done twice it changes nothing. The address has the source's secret in it
and is never shown whole.

Examples:
  npm run hooks -- wts subscribe --stage prod
  npm run hooks -- wts subscribe --stage prod --dry-run
  npm run hooks -- wts subscribe --source wts --url https://abc.ngrok.app`;

const listHelp = `
Addresses are shown without what may be secret of them.

Examples:
  npm run hooks -- wts subscriptions
  npm run hooks -- wts subscriptions --account filial --stage prod
  npm run hooks -- wts subscriptions --url https://abc.ngrok.app`;

const unsubscribeHelp = `
Examples:
  npm run hooks -- wts unsubscribe --stage prod
  npm run hooks -- wts unsubscribe 3f9a1c20 --yes
  npm run hooks -- wts unsubscribe --account filial --url https://abc.ngrok.app`;

const webOrigin = (text: string): string => {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text.replace(/\/$/, "");
  throw new InvalidArgumentError("Expected an address such as https://api.example.com, without /webhooks/….");
};

export const urlOption = [
  "--url <url>",
  "the HTTP API as WTS reaches it (default: publicUrl, or the stack's own address)",
  webOrigin,
] as const;

type Typed = StageOptions & { url?: string; yes?: boolean };

export const addWts = (program: Command, surroundings: Surroundings): void => {
  const wts = program
    .command("wts")
    .description("whom WTS tells of its events: subscribe, subscriptions, unsubscribe")
    .addHelpText("after", help);
  wts
    .command("subscribe")
    .description("have WTS tell a source of its events")
    .option("--source <name>", "of hooks.config.ts (default: the only one that publishes events of WTS)")
    .option(...urlOption)
    .option("--dry-run", "show what would be done, and write nothing")
    .addHelpText("after", subscribeHelp)
    .action((_options: object, command: Command) =>
      withConnection(command, surroundings, async (tools) => {
        await subscribeSource(tools, command.opts<SubscribeOptions>());
      }),
    );
  wts
    .command("subscriptions")
    .description("whom WTS tells of what in an account, and which of them are ours")
    .option(...urlOption)
    .option(...accountOption)
    .addHelpText("after", listHelp)
    .action((_options: object, command: Command) =>
      withAccount(command, surroundings, (tools, config, account) =>
        showSubscriptions(tools, config, { ...command.opts<Typed>(), account }),
      ),
    );
  wts
    .command("unsubscribe")
    .description("take a subscription away at WTS: ours, or the one that is named")
    .argument("[id]", "of a subscription, or its beginning (default: all that lead here)", idText)
    .option(...urlOption)
    .option(...accountOption)
    .option("--yes", "do not ask")
    .addHelpText("after", unsubscribeHelp)
    .action((id: string | undefined, _options: object, command: Command) =>
      withAccount(command, surroundings, (tools, config, account) => {
        const { yes = false, ...place } = command.opts<Typed>();
        return unsubscribe(tools, config, { ...place, id, account, confirmed: confirmed(surroundings, yes) });
      }),
    );
};
