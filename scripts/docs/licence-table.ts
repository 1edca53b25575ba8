// The packages in what is deployed, with their licences; throws where one asks for more than to be named.
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { projectRoot } from "./documents.ts";
import { code, markdownTable } from "./markdown-table.ts";

interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly licence?: string;
}

// The build loads them as they are: they have no types.
const load = (file: string) => import(new URL(`scripts/${file}`, projectRoot).href);
const { bundledPackages } = await load("licences/bundled-packages.mjs");
const { licenceProblem } = await load("licences/licence-problem.mjs");
const { sdkOnLambda } = await load("build/sdk-on-lambda.mjs");
const { holidayPackage } = await load("build/worked-out-holidays.mjs");

const root = fileURLToPath(projectRoot);

/** Without anybody's configuration: what that brings along, the build's own notices name. */
const bundled = async (): Promise<readonly BundledPackage[]> => {
  const functions = readdirSync(new URL("functions", projectRoot)).map((file) => `functions/${file}`);
  const programs = [...functions, "lib/webhooks/mapping/serve-box.ts"];
  const contents = programs.map((file, at) => `export * as _${at} from "./${file}";`).join("\n");
  const { metafile } = await build({
    stdin: { contents, resolveDir: root },
    absWorkingDir: root,
    bundle: true,
    format: "esm",
    platform: "node",
    mainFields: ["module", "main"],
    plugins: [sdkOnLambda],
    external: ["*/hooks.config.ts", holidayPackage],
    metafile: true,
    write: false,
    outfile: "bundle.mjs",
  });
  return bundledPackages(metafile, { root, also: [holidayPackage] });
};

const packages = await bundled();

export const licenceTable = (): string => {
  const problems = packages.map(licenceProblem).filter((problem) => problem !== undefined);
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return markdownTable(
    ["Package", "Version", "Licence"],
    packages.map(({ name, version, licence = "" }) => [code(name), version, licence]),
  );
};
