// Adds `explain` to the command line: it shows what a delivery would become before anybody sends it.
import type { Command } from "commander";
import { outputTo } from "../display/output.ts";
import { ownConfig } from "../own-config.ts";
import { type HeaderTexts, idText } from "../typed-values.ts";
import { type Surroundings, withConnection } from "../with-connection.ts";
import { askRunningWts } from "./ask-running-wts.ts";
import { askWithKey, mostCalls } from "./ask-with-key.ts";
import { headerOption } from "./header-option.ts";
import { localAccessSecret } from "./local-access-secret.ts";
import { openBox } from "./open-box.ts";
import { type Came, showCameExplanation, showExplanation } from "./show-explanation.ts";

const explainHelp = `
Shows bytes, verification, mapping, checks and the resulting commands; with \`npm start\` running, --stage, or --key, also what
they meet at WTS: which sessions they find, what would change there, and which names nobody has. Nothing is changed, and WTS gets
nothing but reads. Without any of these the verdict is "not looked up".

The exit code is 0 for what would be applied, also where nothing would be done or it was not looked up (\`lookedUp\` of --json
tells them apart), and 1 for what would be refused or parked.

Nothing has to run for it: without --stage the secrets are those of local/secrets.json (or LOCAL_SECRETS_FILE). It is the
hooks.config.ts of this folder (or HOOKS_CONFIG) that is asked, whether or not it is deployed. --parked tries it on a
delivery that \`parked list\` shows, before \`parked replay\`, and --delivery on one that was refused. What the source looks up at its sender's API is shown and not
asked, unless --answers says what comes back, or --look-up asks with the lookupSecret of the access secret.

Examples:
  npm run hooks -- explain events/receive-webhook/202-crm-deal-won.json --sign
  npm run hooks -- explain recorded.json --at 2026-11-30T18:00:00Z
  npm run hooks -- explain deal.json --source crm --sign --reveal
  npm run hooks -- explain payment.json --source asaas --sign --answers customer.json
  npm run hooks -- explain payment.json --source asaas --sign --look-up
  npm run hooks -- explain deal.json --source crm --sign --key
  npm run hooks -- explain --parked 7c1f05d2`;

interface ExplainOptions {
  header?: HeaderTexts;
  body?: string;
  parked?: string;
  delivery?: string;
  source?: string;
  sign?: true;
  at?: string;
  answers?: string;
  lookUp?: true;
  key?: true;
  reveal?: true;
}

const cameIn = ({ parked, delivery }: ExplainOptions): Came | undefined => {
  if (parked !== undefined) return { parked };
  return delivery === undefined ? undefined : { delivery };
};

export const addExplain = (program: Command, surroundings: Surroundings): void => {
  program
    .command("explain")
    .description("what a delivery would become, step by step, without doing it")
    .argument("[file]", "an API Gateway event, what n8n's Webhook node shows, or the bare body of a delivery")
    .option("--source <source>", "whose it is, where the file does not say")
    .option(...headerOption)
    .option("--body <text>", "the body itself; with a file, in place of that one's")
    .option("--sign", "sign it now, as its sender would: samples have no signature")
    .option("--at <time>", "when it came (default: now): signatures are out of date after five minutes")
    .option("--parked <id>", "instead of a file: a delivery that was parked, by its id in `parked list`", idText)
    .option("--delivery <id>", "instead of a file: one of which something was refused, as `deliveries show`", idText)
    .option("--answers <file>", "what the sender's API answers, as JSON by the names of the source's `lookup`")
    .option("--look-up", "ask the sender's API, where the source has a `lookup`")
    .option("--key", `look up at WTS with an API key, which is asked for and kept nowhere: at most ${mostCalls} reads`)
    .option("--reveal", "show texts and phone numbers")
    .addHelpText("after", explainHelp)
    .action(async (file: string | undefined, options: ExplainOptions, command: Command) => {
      const {
        body,
        parked,
        delivery,
        source,
        header = {},
        sign = false,
        at,
        answers,
        lookUp = false,
        key = false,
        reveal = false,
      } = options;
      const shown = { lookUp, reveal, ...(answers !== undefined && { answers }) };
      const { stage, json = false } = command.opts<{ stage?: string; json?: boolean }>();
      const came = cameIn(options);
      for (const name of ["source", "header", "body", "sign", "at"] as const)
        if (came !== undefined && options[name] !== undefined)
          command.error(`error: --${name} goes with a file: what has come is explained as it came`, { exitCode: 2 });
      if (key && (came !== undefined || stage !== undefined))
        command.error("error: --key goes with a file and without --stage: what runs somewhere has a key of its own", {
          exitCode: 2,
        });
      const given = [file ?? body, parked, delivery].filter((each) => each !== undefined);
      if (given.length !== 1)
        return command.error("error: name one file, or --parked or --delivery and an id", { exitCode: 2 });
      if (came !== undefined)
        return withConnection(command, surroundings, (tools) => showCameExplanation(tools, came, shown));
      const asked = {
        file,
        body,
        header,
        sign,
        ...shown,
        ...(source !== undefined && { source }),
        ...(at !== undefined && { at }),
      };
      if (stage === undefined) {
        const { environment } = surroundings;
        const { access, accessName } = localAccessSecret(environment);
        const config = await ownConfig(surroundings);
        const running = askRunningWts(surroundings);
        const output = outputTo(surroundings, { json });
        const box = surroundings.box ?? openBox(environment);
        const askWts = key ? askWithKey(surroundings, config) : running.ask;
        return showExplanation(output, { access, config, box, askWts }, { ...asked, accessName }).finally(() => {
          box.stop();
          running.close();
        });
      }
      return withConnection(command, surroundings, async ({ connection, output }) =>
        showExplanation(
          output,
          {
            access: await connection.access(),
            config: await connection.config(),
            box: connection.box,
            askWts: connection.wts,
          },
          { ...asked, accessName: connection.accessName() },
        ),
      );
    });
};
