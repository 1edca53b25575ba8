// Of the AWS SDK a bundle gets what runs on Lambda: elsewhere it finds credentials, regions and settings in many more places (docs/decisions/061).
import { readFileSync } from "node:fs";
import { dirname } from "node:path";

const never = (what) => `() => { throw new Error(${JSON.stringify(what)}); }`;

/** By the module's path in node_modules: what stands there instead. */
export const replacements = {
  // Lambda gives a function the credentials of its role in three variables, and nothing else; they are read anew for each client.
  "@aws-sdk/credential-provider-node/dist-es/index.js": `export { fromEnv as defaultProvider } from "@aws-sdk/credential-provider-env";`,
  // Without files of settings: a variable counts, then the default. What a variable has wrong is passed over, as the SDK does.
  "@smithy/core/dist-es/submodules/config/node-config-provider/configLoader.js": `
    import { memoize } from "../property-provider/memoize";
    const valueIn = (select, options) => { try { return select(process.env, options); } catch { return undefined; } };
    export const loadConfig = ({ environmentVariableSelector, default: byDefault }, { signingName, logger } = {}) =>
      memoize(async () => valueIn(environmentVariableSelector, { signingName, logger }) ?? (typeof byDefault === "function" ? byDefault() : byDefault));`,
  // It asks the metadata of EC2, which Lambda has not: AWS_REGION is always set there.
  "@smithy/core/dist-es/submodules/config/config-resolver/regionConfig/getInstanceMetadataRegion.js":
    "export const getInstanceMetadataRegion = async () => undefined;",
  // No operation that we use streams events.
  "@smithy/core/dist-es/submodules/event-streams/index.js": `
    const never = ${never("no operation that is used here streams events")};
    export { never as EventStreamSerde, never as eventStreamSerdeProvider };`,
  // Node has these hashes; what is written in JavaScript is for where it has not.
  "@smithy/core/dist-es/submodules/checksum/sha256/Sha256Js.js": `export const Sha256Js = ${never("Node has SHA-256")};`,
  "@smithy/core/dist-es/submodules/checksum/md5/Md5Js.js": `export const Md5Js = ${never("Node has MD5")};`,
};

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

export const sdkOnLambda = {
  name: "sdk-on-lambda",
  setup(bundler) {
    for (const [path, contents] of Object.entries(replacements))
      bundler.onLoad({ filter: new RegExp(`/node_modules/${escaped(path)}$`) }, ({ path: file }) => ({
        contents,
        resolveDir: dirname(file),
      }));
    // Only the version is read of a client's description of itself.
    bundler.onLoad({ filter: /\/node_modules\/@aws-sdk\/[^/]+\/package\.json$/ }, ({ path: file }) => ({
      contents: JSON.stringify({ version: JSON.parse(readFileSync(file, "utf8")).version }),
      loader: "json",
    }));
  },
};
