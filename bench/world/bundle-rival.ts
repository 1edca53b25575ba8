// Bundles a rival: the floors as the functions are, so that nothing but what they do sets them apart.
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const { cheapBuiltins } = await import(new URL("../../scripts/build/cheap-builtins.mjs", import.meta.url).href);

export type BundledRival = "bare" | "sdk-queue" | "signed-queue" | "sdk-update" | "signed-update";

/** Answers the folder that holds `handler.mjs`. */
export const bundleRival = async (name: BundledRival): Promise<string> => {
  const folder = here(`../../.local/bench/rivals/${name}`);
  mkdirSync(folder, { recursive: true });
  await build({
    ...{ bundle: true, format: "esm", platform: "node", target: "node24", mainFields: ["module", "main"] },
    ...{ legalComments: "none", minify: true, logLevel: "error" },
    // What of the SDK is not yet a module requires Node's own, which a module alone cannot.
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    // A floor starts as cheaply as a function; the SDK is bundled as people do who follow its guide.
    plugins: name.startsWith("sdk") ? [] : [cheapBuiltins],
    entryPoints: [here(`../rivals/${name}.ts`)],
    outfile: join(folder, "handler.mjs"),
  });
  return folder;
};

export const rivalBytes = async (name: BundledRival): Promise<number> =>
  statSync(join(await bundleRival(name), "handler.mjs")).size;
