// Bundles a rival as the functions are, so that nothing but what it does sets it apart, or as people do who follow a guide.
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const { cheapHttp } = await import(new URL("../../scripts/build/cheap-http.mjs", import.meta.url).href);
const { sdkOnLambda } = await import(new URL("../../scripts/build/sdk-on-lambda.mjs", import.meta.url).href);

type Program = "bare" | "sdk-queue" | "signed-queue" | "sdk-update" | "signed-update";
/** What is bundled as the functions are, or with esbuild as it comes. */
export type BundledRival = Program | `${"sdk-queue" | "sdk-update"}-as-usual`;

const asUsual = /-as-usual$/;

/** Answers the folder that holds `handler.mjs`. */
export const bundleRival = async (name: BundledRival): Promise<string> => {
  const folder = here(`../../.local/bench/rivals/${name}`);
  mkdirSync(folder, { recursive: true });
  await build({
    ...{ bundle: true, format: "esm", platform: "node", target: "node24", mainFields: ["module", "main"] },
    ...{ legalComments: "none", minify: true, logLevel: "error" },
    // What of the SDK is not yet a module requires Node's own, which a module alone cannot.
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    plugins: asUsual.test(name) ? [] : [cheapHttp, sdkOnLambda],
    entryPoints: [here(`../rivals/${name.replace(asUsual, "")}.ts`)],
    outfile: join(folder, "handler.mjs"),
  });
  return folder;
};

export const rivalBytes = async (name: BundledRival): Promise<number> =>
  statSync(join(await bundleRival(name), "handler.mjs")).size;
