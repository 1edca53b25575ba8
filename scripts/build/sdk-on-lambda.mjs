// Of the AWS SDK the functions use the names and inputs of its commands, which lib/aws/aws-client.ts sends: a command's middleware,
// the shapes of every operation and every error belong to the SDK's own client, which no function has (docs/decisions/061).
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";

const commandNames = (folder) =>
  readdirSync(join(folder, "commands"))
    .filter((file) => file.endsWith("Command.js"))
    .map((file) => file.replace(/\.js$/, ""));

/** As the SDK's: its schema's third part is the operation's name. */
const contentsOf = (names) => `
const commandOf = (operation) => class { schema = [9, "", operation]; constructor(input) { this.input = input; } };
${names.map((name) => `export const ${name} = /* @__PURE__ */ commandOf("${name.replace(/Command$/, "")}");`).join("\n")}`;

export const sdkOnLambda = {
  name: "sdk-on-lambda",
  setup(bundler) {
    bundler.onLoad({ filter: /\/node_modules\/@aws-sdk\/client-[^/]+\/dist-es\/index\.js$/ }, ({ path }) => ({
      contents: contentsOf(commandNames(dirname(path))),
    }));
    // No operation streams events. Whatever could be imported later, with all that it imports, is evaluated module by module.
    bundler.onLoad({ filter: /\/@smithy\/core\/dist-es\/submodules\/event-streams\/index\.js$/ }, () => ({
      contents: "export const EventStreamSerde = undefined, eventStreamSerdeProvider = undefined;",
    }));
  },
};
