// `remove`: the way back from `setup`.
import type { Command } from "commander";
import { type Surroundings, withConnection } from "../with-connection.ts";
import { urlOption } from "../wts/commands.ts";
import { removeStage } from "./remove-stage.ts";
import { stagePlace } from "./stage-place.ts";

const help = `
It says what goes and what stays, and asks. What holds something that was not done yet stays, unless --with-data is given: the
table, the parked queue, the dead-letter queue and the two secrets. Run it again where it stopped.

Examples:
  npm run hooks -- remove --stage prod --dry-run
  npm run hooks -- remove --stage prod
  npm run hooks -- remove --stage prod --with-data --yes
  npm run hooks -- remove --stage prod --url https://hooks.example.com`;

interface Typed {
  withData?: boolean;
  dryRun?: boolean;
  yes?: boolean;
  url?: string;
}

export const addRemove = (program: Command, surroundings: Surroundings): void => {
  program
    .command("remove")
    .description("take a stage away, and say what stays and why")
    .option("--with-data", "also what holds something: table, queues, secrets")
    .option(...urlOption)
    .option("--dry-run", "say what would go and what would stay, and do nothing")
    .option("--yes", "do not ask")
    .addHelpText("after", help)
    .action((_options: object, command: Command) => {
      const { withData = false, dryRun = false, yes = false, ...given } = command.opts<Typed>();
      const place = stagePlace(command);
      return withConnection(command, surroundings, async (tools) =>
        removeStage(tools, {
          ...{ surroundings, config: await tools.connection.config(), place },
          options: { ...given, withData, dryRun, yes },
        }),
      );
    });
};
