// Adds `new` to the command line: it writes worked sources and policies into the folder of the user.
import { type Command, Option } from "commander";
import { policyKinds } from "../../catalogue/policy-kinds.ts";
import { senders } from "../../catalogue/senders.ts";
import { nearestHint } from "../../lib/core/names.ts";
import { type Language, languages } from "../../lib/core/texts/language.ts";
import { userConfigFile, userFolder } from "../../local/user-folder.mjs";
import { outputTo } from "../display/output.ts";
import { readHooksConfig } from "../hooks-config.ts";
import { spokenLanguage } from "../spoken-language.ts";
import type { Surroundings } from "../with-connection.ts";
import { secretsFileOf } from "./keep-placeholder.ts";
import type { NewPlace } from "./new-place.ts";
import { listPolicies, newPolicy } from "./new-policy.ts";
import { findSender, listSenders, nearestSender, newSource } from "./new-source.ts";

const help = `
Examples:
  npm run hooks -- new source --list
  npm run hooks -- new policy --list`;

const sourceHelp = `
Writes sources/<name>.ts with comments in your language, samples/<name>.json as the sender posts it, and a test of both; lists the
source in hooks.config.ts, and puts a made-up secret beside the others of this machine. Nothing is written over. The source only
watches until you take its \`observe: true\` out.

Examples:
  npm run hooks -- new source hotmart
  npm run hooks -- new source shopify --name loja
  npm run hooks -- new source --list --language pt-BR`;

const policyHelp = `
Writes policies/<name>.ts with comments in your language and a test that shows whom it is about and whom not; lists it last in
hooks.config.ts. Nothing is written over. A policy that closes does nothing before you confirm it; one that moves acts when deployed.

Examples:
  npm run hooks -- new policy close-idle
  npm run hooks -- new policy route-new --name comercial
  npm run hooks -- new policy --list --language pt-BR`;

interface NewOptions {
  name?: string;
  list?: true;
  language?: Language;
  json?: boolean;
  stage?: string;
  region?: string;
}

/** A configuration in the middle of an edit is no reason to write nothing. */
const placeOf = async (command: Command, surroundings: Surroundings): Promise<NewPlace> => {
  const { json = false, stage, region, language } = command.opts<NewOptions>();
  if (stage !== undefined || region !== undefined)
    command.error("error: --stage and --region do not go with new: it writes files of this machine", { exitCode: 2 });
  const { environment, cwd = process.cwd() } = surroundings;
  const folder = userFolder(environment, cwd);
  const configFile = userConfigFile(environment, cwd);
  const secretsFile = secretsFileOf(environment, { folder, cwd });
  const config = surroundings.config ?? (await readHooksConfig(environment, cwd).catch(() => undefined));
  const output = outputTo(surroundings, { json });
  return {
    folder,
    configFile,
    secretsFile,
    config,
    language: spokenLanguage({ asked: language, config, environment }),
    output,
    cwd,
  };
};

/** It becomes the name of a file and, of a source, a part of an address. */
const sourceName = /^[A-Za-z0-9][\w-]{0,63}$/;
const policyName = /^[a-z0-9][a-z0-9-]{0,39}$/;

const asLanguage = () =>
  new Option("--language <language>", "of the comments (default: `language` of hooks.config.ts)").choices(languages);

export const addNew = (program: Command, surroundings: Surroundings): void => {
  const made = program
    .command("new")
    .description("write a worked source or policy into your folder")
    .addHelpText("after", help);

  made
    .command("source")
    .description("write a worked source of a sender, with a sample and a test")
    .argument("[sender]", "such as hotmart, asaas, stripe; --list shows all")
    .option(
      "--name <name>",
      "of the source: its file, its place in hooks.config.ts and in the address (default: the sender's)",
    )
    .option("--list", "show the senders there are")
    .addOption(asLanguage())
    .addHelpText("after", sourceHelp)
    .action(async (typed: string | undefined, _options: object, command: Command) => {
      const { name, list } = command.opts<NewOptions>();
      const place = await placeOf(command, surroundings);
      if (list) return listSenders(place.output, place.language);
      if (typed === undefined)
        return command.error("error: name a sender, such as hotmart; --list shows all", { exitCode: 2 });
      const sender = findSender(typed);
      const near = nearestSender(typed);
      if (sender === undefined)
        return command.error(
          `error: there is no ${typed} in the catalogue${near ? `; the nearest is ${near}` : ""}; there are ${senders.map(({ key }) => key).join(", ")}; for any other take generic`,
          { exitCode: 2 },
        );
      const given = name ?? sender.key;
      if (!sourceName.test(given))
        return command.error(
          `error: --name takes 1 to 64 letters, digits, hyphens and underscores, and begins with a letter or a digit; ${given} is none`,
          { exitCode: 2 },
        );
      return newSource(sender, given, place);
    });

  made
    .command("policy")
    .description("write a worked policy, with a test of whom it is about")
    .argument("[kind]", "such as close-idle, route-new; --list shows all")
    .option("--name <name>", "of the policy: its file, and its name in records (default: its kind)")
    .option("--list", "show the kinds there are")
    .addOption(asLanguage())
    .addHelpText("after", policyHelp)
    .action(async (typed: string | undefined, _options: object, command: Command) => {
      const { name, list } = command.opts<NewOptions>();
      const place = await placeOf(command, surroundings);
      if (list) return listPolicies(place.output, place.language);
      if (typed === undefined)
        return command.error("error: name a kind, such as close-idle; --list shows all", { exitCode: 2 });
      const kind = policyKinds.find((each) => each.kind === typed);
      const kinds = policyKinds.map((each) => each.kind);
      if (kind === undefined)
        return command.error(
          `error: there is no ${typed} in the catalogue${nearestHint(typed, kinds)}; there are ${kinds.join(", ")}`,
          { exitCode: 2 },
        );
      const given = name ?? kind.kind;
      if (!policyName.test(given))
        return command.error(
          `error: --name takes 1 to 40 small letters, digits and hyphens, and begins with a letter or a digit; ${given} is none`,
          { exitCode: 2 },
        );
      return newPolicy(kind, given, place);
    });
};
