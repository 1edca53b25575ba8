// Adds `init` to the command line: a folder of the user's own, which an upgrade never touches.
import { type Command, Option } from "commander";
import { type Language, languages } from "../../lib/core/texts/language.ts";
import { outputTo } from "../display/output.ts";
import { spokenLanguage } from "../spoken-language.ts";
import type { Surroundings } from "../with-connection.ts";
import { initFolder } from "./init-folder.ts";
import { initWords } from "./init-words.ts";

const help = `
The folder has a configuration with one source to try, a sample and a test of it, made-up secrets that git ignores, and
scripts that build, test, start and deploy it. It may stand outside of the clone or in it; without a name it is the one you
are in. Nothing is written over: where one of its files stands already, they are named and nothing is written, and in a
folder that was made so before, what is missing is added.

Examples:
  npm run hooks -- init ../minha-empresa
  npm run hooks -- init ../my-company --language en
  npx wts-session-hooks init                        in a folder where the package was installed`;

interface InitOptions {
  language?: Language;
  json?: boolean;
  stage?: string;
  region?: string;
}

export const addInit = (program: Command, surroundings: Surroundings): void => {
  program
    .command("init")
    .description("make a folder of your own: configuration, one source, secrets, scripts")
    .argument("[folder]", "where, such as ../my-company (default: the folder you are in)")
    .addOption(
      new Option("--language <language>", "of comments and texts (default: that of your machine)").choices(languages),
    )
    .addHelpText("after", help)
    .action((folder: string | undefined, _options, command: Command) => {
      const { language, json = false, stage, region } = command.opts<InitOptions>();
      if (stage !== undefined || region !== undefined)
        command.error("error: `init` makes a folder on this machine: leave --stage and --region out", { exitCode: 2 });
      const { environment } = surroundings;
      const spoken = spokenLanguage({ asked: language, environment });
      const made = initFolder({ folder, language: spoken, environment });
      const output = outputTo(surroundings, { json });
      output.json(made);
      output.line(...initWords[spoken].made(made));
    });
};
