// What a rival bundles of the SDK's clients: without the many places where they look for credentials and settings that Lambda has not, so that it is as small as it can be made.
import { dirname } from "node:path";
import type { Plugin } from "esbuild";

/** By the module's path in node_modules: what stands there instead. */
const replacements: Readonly<Record<string, string>> = {
  "@aws-sdk/credential-provider-node/dist-es/index.js":
    'export { fromEnv as defaultProvider } from "@aws-sdk/credential-provider-env";',
  "@smithy/core/dist-es/submodules/config/node-config-provider/configLoader.js": `
    import { memoize } from "../property-provider/memoize";
    const valueIn = (select, options) => { try { return select(process.env, options); } catch { return undefined; } };
    export const loadConfig = ({ environmentVariableSelector, default: byDefault }, { signingName, logger } = {}) =>
      memoize(async () => valueIn(environmentVariableSelector, { signingName, logger }) ?? (typeof byDefault === "function" ? byDefault() : byDefault));`,
  "@smithy/core/dist-es/submodules/config/config-resolver/regionConfig/getInstanceMetadataRegion.js":
    "export const getInstanceMetadataRegion = async () => undefined;",
  "@smithy/core/dist-es/submodules/event-streams/index.js":
    "export const EventStreamSerde = undefined, eventStreamSerdeProvider = undefined;",
};

export const clientsOnLambda: Plugin = {
  name: "clients-on-lambda",
  setup(bundler) {
    for (const [path, contents] of Object.entries(replacements))
      bundler.onLoad({ filter: new RegExp(`/node_modules/${path.replaceAll(".", "\\.")}$`) }, ({ path: file }) => ({
        contents,
        resolveDir: dirname(file),
      }));
  },
};
