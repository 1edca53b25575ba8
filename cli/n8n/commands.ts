// `n8n`: the way out of n8n. A node that calls us in place of WTS, and workflows turned into sources.
import { dirname } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { entryNameExpected, entryNamePattern } from "../../lib/core/entry-name.ts";
import { languages } from "../../lib/core/texts/language.ts";
import { userConfigFile } from "../../local/user-folder.mjs";
import { configIfThere } from "../config-if-there.ts";
import { outputTo } from "../display/output.ts";
import { secretsFileOf } from "../new/keep-placeholder.ts";
import { spokenLanguage } from "../spoken-language.ts";
import { type Surroundings, withConnection } from "../with-connection.ts";
import { type ExitOperation, exitOperations } from "./exit/exit-operations.ts";
import { checkClient, ownUrl, showExitNode } from "./exit/show-exit-node.ts";
import { showImport } from "./show-import.ts";

const help = `
Example:
  npm run hooks -- n8n import fluxo.json`;

const nodeHelp = `
The JSON is for n8n's clipboard: paste it onto the canvas of a workflow. It has an HTTP Request node with the fields of the
WTS node, which n8n repeats under one Idempotency-Key. The token is no part of it: it stands in a credential of n8n.
With --url nothing has to run, and nothing is asked.

Examples:
  npm run hooks -- n8n node --url https://abc.execute-api.sa-east-1.amazonaws.com
  npm run hooks -- n8n node --operation conclude --client n8n --stage prod
  npm run hooks -- n8n node --url https://hooks.example.com --language en`;

const importHelp = `
The file is what n8n downloads, what it copies to the clipboard, or what its export of all workflows writes. Each webhook becomes
a file in sources/ that only watches (\`observe: true\`), is listed in hooks.config.ts where that is written plainly, and has samples
beside it: what was pinned in n8n, or made-up ones. Nothing
of the workflow is run. What is not understood is a TODO at its place, and a delivery that gets there does nothing.

Examples:
  npm run hooks -- n8n import fluxo.json
  npm run hooks -- n8n import fluxo.json --name loja --language en
  npm run hooks -- n8n import fluxo.json --yes --reveal`;

const sourceName = (text: string): string => {
  if (entryNamePattern.test(text) && !/^[._-]|\.\./.test(text)) return text;
  throw new InvalidArgumentError(`Expected the name of a source: ${entryNameExpected}.`);
};

const languageOption = (): Option =>
  new Option("--language <language>", "of comments and messages (default: that of hooks.config.ts)").choices(languages);

interface NodeOptions {
  operation: ExitOperation;
  url?: string;
  client?: string;
  language?: string;
  json?: boolean;
  stage?: string;
}

interface ImportOptions {
  name?: string;
  language?: string;
  yes?: true;
  reveal?: true;
  json?: boolean;
  stage?: string;
  region?: string;
}

export const addN8n = (program: Command, surroundings: Surroundings): void => {
  const n8n = program
    .command("n8n")
    .description("leave n8n: a node that calls us, or a workflow as a source")
    .addHelpText("after", help);
  n8n
    .command("node")
    .description("print the node that replaces the WTS node, for n8n's clipboard")
    .addOption(
      new Option("--operation <operation>", "what the WTS node does").choices(exitOperations).default("update"),
    )
    .option("--url <url>", "the address of the HTTP API, where it is not the stack that runs here")
    .option("--client <name>", "whose token n8n shows, by its name in the access secret")
    .addOption(languageOption())
    .addHelpText("after", nodeHelp)
    .action(async (_options: object, command: Command) => {
      const { operation, url, client, language: asked, json = false, stage } = command.opts<NodeOptions>();
      const language = spokenLanguage({
        asked,
        config: await configIfThere(surroundings),
        environment: surroundings.environment,
      });
      if (url !== undefined && stage === undefined)
        return showExitNode(outputTo(surroundings, { json }), { operation, url, client, language });
      return withConnection(command, surroundings, async ({ connection, output }) => {
        if (client !== undefined) await checkClient(connection, client);
        const own = url ?? (await ownUrl(connection, stage !== undefined));
        showExitNode(output, { operation, url: own, client, language });
      });
    });
  n8n
    .command("import")
    .description("write sources that do what a workflow of n8n does")
    .argument("<file>", "the workflow as n8n exports it")
    .option("--name <name>", "of the source (default: from the webhook's path)", sourceName)
    .addOption(languageOption())
    .option("--yes", "write over files that are there")
    .option("--reveal", "show texts and phone numbers")
    .addHelpText("after", importHelp)
    .action(async (file: string, _options: object, command: Command) => {
      const { name, language, yes, reveal, json = false, stage, region } = command.opts<ImportOptions>();
      if (stage !== undefined || region !== undefined)
        command.error("error: n8n import writes files here, and asks no stage: leave --stage and --region out", {
          exitCode: 2,
        });
      const config = await configIfThere(surroundings);
      const { environment, cwd = process.cwd() } = surroundings;
      const configFile = userConfigFile(environment, cwd);
      await showImport(outputTo(surroundings, { json }), {
        file,
        name,
        configFile,
        secretsFile: secretsFileOf(environment, { folder: dirname(configFile), cwd }),
        language: spokenLanguage({ asked: language, config, environment }),
        config,
        replace: yes === true,
        reveal: reveal === true,
      });
    });
};
