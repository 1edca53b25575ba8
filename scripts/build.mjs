// Bundles every file of functions/ into dist/<function>.mjs: one self-contained file a Lambda.
// HOOKS_CONFIG names another configuration than hooks.config.ts in the user's folder; a bad one is refused here, before anything is written.
// With --check nothing else is done: `npm run build -- --check` says in a second whether the configuration is good.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { productFolder as root, userConfigFile, userFolder } from "../local/user-folder.mjs";
import { buildIdOf, buildIdText } from "./build/build-id.mjs";
import { cheapBuiltins } from "./build/cheap-builtins.mjs";
import { onlyConfiguredSchemes } from "./build/only-configured-schemes.mjs";
import { onlyPhoneCountries } from "./build/only-phone-countries.mjs";
import { sdkOnLambda } from "./build/sdk-on-lambda.mjs";
import { holidayPackage, workedOutHolidays } from "./build/worked-out-holidays.mjs";
import { bundledPackages } from "./licences/bundled-packages.mjs";
import { licenceProblem } from "./licences/licence-problem.mjs";
import { thirdPartyNotices } from "./licences/third-party-notices.mjs";

const configFile = userConfigFile();
const outdir = resolve(process.env.HOOKS_DIST || `${userFolder()}/dist`);
/** In a clone our modules are TypeScript; in what npm installed they are JavaScript. */
const ext = existsSync(`${root}/lib/config.ts`) ? ".ts" : ".js";
/** osls packages what stands in the folder it is started in. */
const serviceFile = existsSync("serverless.yml") ? "serverless.yml" : `${root}/serverless.yml`;

const inFilesOfTheirOwn = ["defineSource", "defineAutoClosePolicy", "defineRoutingPolicy"];

const checkedAlready = `const asGiven = (given) => given; export { ${["defineConfig", ...inFilesOfTheirOwn].map((name) => `asGiven as ${name}`).join(", ")} };`;

const functionNames = (source) => Object.keys(source).filter((key) => typeof source[key] === "function");
const hasFunctions = ({ sources }) => Object.values(sources).some((source) => functionNames(source).length > 0);

/** What JSON cannot hold of a source, its functions, is in the mapping box alone; the others only see that there is one. */
const contentsOf = (
  config,
) => `const inMappingBox = () => { throw new Error("only the mapping box runs a source's functions"); };
const checked = ${JSON.stringify(config)};
const functions = ${JSON.stringify(Object.entries(config.sources).map(([name, source]) => [name, functionNames(source)]))};
for (const [name, keys] of functions) for (const key of keys) checked.sources[name][key] = inMappingBox;
export default checked;`;

/** The box gets the sources and nothing else, their functions from the configuration itself. */
const boxContentsOf = ({
  sources,
}) => `${hasFunctions({ sources }) ? 'import given from "given-config";' : "const given = { sources: {} };"}
import { serveBox } from "./lib/webhooks/mapping/serve-box${ext}";
const sources = ${JSON.stringify(sources)};
const functionsOf = (source) => Object.entries(source).filter(([, value]) => typeof value === "function");
for (const name in sources) Object.assign(sources[name], Object.fromEntries(functionsOf(given.sources[name] ?? {})));
await serveBox(sources);`;

/** The functions get the configuration as it was read here: reading it again would cost each cold start (docs/decisions/013). */
const readConfig = (config) => ({
  name: "read-config",
  setup(bundler) {
    const resolved = (path, namespace) => () => ({ path, namespace });
    bundler.onResolve({ filter: /\/hooks\.config\.[jt]s$/ }, resolved(configFile, "read-config"));
    bundler.onResolve({ filter: /^given-config$/ }, resolved(configFile, "file"));
    bundler.onResolve({ filter: /^wts-session-hooks$/ }, resolved("wts-session-hooks", "checked-already"));
    bundler.onLoad({ filter: /.*/, namespace: "read-config" }, () => ({
      contents: contentsOf(config),
      resolveDir: root,
    }));
    bundler.onLoad({ filter: /.*/, namespace: "checked-already" }, () => ({ contents: checkedAlready }));
  },
});

const common = {
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node24",
  mainFields: ["module", "main"],
  legalComments: "none",
};

/** While it is checked, defineConfig refuses nothing: what it would refuse is told below, with everything else that is wrong. */
const askedLater = {
  name: "asked-later",
  setup(bundler) {
    bundler.onResolve({ filter: /\/hooks\.config\.[jt]s$/ }, () => ({ path: configFile }));
    bundler.onResolve({ filter: /^wts-session-hooks$/ }, () => ({ path: "asked-later", namespace: "asked-later" }));
    bundler.onLoad({ filter: /.*/, namespace: "asked-later" }, () => ({
      contents: `import { defineConfig as strict } from "./lib/config${ext}"; export { ${inFilesOfTheirOwn.join(", ")} } from "./lib/config${ext}";
export const defineConfig = (given) => { try { return strict(given); } catch (error) { if (error.name !== "Fault") throw error; return given; } };`,
      resolveDir: root,
    }));
  },
};

/** Runs the configuration as the functions will, so that what they would refuse at start is refused before deployment. */
const checkConfig = async () => {
  const outfile = `${outdir}/.config-check.mjs`;
  const contents = `import config from "./hooks.config.ts"; import { checkWholeConfig } from "./lib/check-config${ext}";
import { configuredDates } from "./lib/core/hours/configured-dates${ext}";
import { alarmsIn, dashboardBody } from "./scripts/dashboard/dashboard-body${ext}";
import { metricsPrice } from "./scripts/prices/metrics-price${ext}";
const checked = checkWholeConfig(config);
export default { ...checked, datesFrom: (year) => configuredDates(checked.config, year),
  price: metricsPrice({ by: checked.config.metrics.by, sources: Object.keys(checked.config.sources), accounts: checked.accounts }),
  dashboardOf: (functions, template) => dashboardBody({ functions, alarms: alarmsIn(template) }) };`;
  try {
    await build({
      ...common,
      plugins: [askedLater],
      stdin: { contents, resolveDir: root },
      outfile,
      logLevel: "error",
    });
    return (await import(pathToFileURL(outfile).href)).default;
  } finally {
    rmSync(outfile, { force: true });
  }
};

const refuse = (message) => {
  console.error(message);
  process.exit(1);
};

/** What esbuild finds it has already printed, with the line it is about. */
const explain = (error) => {
  if (!(error instanceof Error)) return error;
  if (error.name === "Fault") return `${configFile}\n${error.message}`;
  // The stack is left out, as it would point into the bundle.
  return "errors" in error ? `${configFile} cannot be bundled` : `${configFile}\n${error.name}: ${error.message}`;
};

if (!existsSync(configFile))
  refuse(
    process.env.HOOKS_CONFIG
      ? `there is no configuration file ${configFile}: HOOKS_CONFIG must name one that exists`
      : `there is no configuration file ${configFile}: go to the folder that has your hooks.config.ts, or make one with \`npm run hooks -- init <folder>\``,
  );
/** A build that says nothing leaves its reader to wonder whether it did anything. */
const goodNews = {
  en: (count) => `${configFile} is valid${count === undefined ? "" : `: ${count} functions are in ${outdir}`}`,
  "pt-BR": (count) => `${configFile} está bom${count === undefined ? "" : `: ${count} funções em ${outdir}`}`,
};
const isOnlyChecked = process.argv.includes("--check");
if (!isOnlyChecked) rmSync(outdir, { recursive: true, force: true });
const { config, advice, listenedTypes, routedTypes, datesFrom, dashboardOf, price } = await checkConfig().catch(
  (error) => refuse(explain(error)),
);
if (advice.length > 0)
  console.error(`${configFile} is valid. Worth a look:\n${advice.map((line) => `  - ${line}`).join("\n")}`);
if (price !== undefined) console.error(price);
if (isOnlyChecked) {
  console.log(goodNews[config.language]());
  process.exit(0);
}
// serverless.yml reads them: for these events and no others the bus calls collect-notices and reassign-session.
mkdirSync(outdir, { recursive: true });
writeFileSync(`${outdir}/listened-types.json`, JSON.stringify(listenedTypes));
writeFileSync(`${outdir}/routed-types.json`, JSON.stringify(routedTypes));
// The stack says it of itself, so that `doctor` can compare it with what stands here.
writeFileSync(`${outdir}/build-id.txt`, buildIdText(buildIdOf(configFile)));
const functions = readdirSync(`${root}/functions`).flatMap((file) =>
  file.endsWith(ext) ? [file.slice(0, -ext.length)] : [],
);
// It is text to the framework, and JSON to CloudWatch: as .json it would be read as an object, which CloudFormation refuses.
writeFileSync(`${outdir}/dashboard.txt`, dashboardOf(functions, readFileSync(serviceFile, "utf8")));
/** Each by itself: what one function imports when it needs it would be wrapped for that in all of them. */
const bundleFunction = (name) =>
  build({
    ...common,
    metafile: true,
    absWorkingDir: root,
    plugins,
    entryPoints: [`${root}/functions/${name}${ext}`],
    outdir,
    outExtension: { ".js": ".mjs" },
    minify: true,
    logLevel: "warning",
  });
const plugins = [
  cheapBuiltins,
  sdkOnLambda,
  workedOutHolidays(datesFrom(new Date().getFullYear())),
  onlyConfiguredSchemes(config),
  onlyPhoneCountries(config),
  readConfig(config),
];
const bundles = await Promise.all(functions.map(bundleFunction));
const boxFile = `${outdir}/mapping-box.mjs`;
const { metafile: boxMetafile } = await build({
  ...common,
  metafile: true,
  absWorkingDir: root,
  plugins: [cheapBuiltins, readConfig(config)],
  stdin: { contents: boxContentsOf(config), resolveDir: root, sourcefile: "mapping-box" },
  outfile: boxFile,
  minify: true,
  logLevel: "warning",
});
// As a function would start it, but that nobody asks it anything. An older Node than Lambda's has no such permissions.
const permissions =
  Number.parseInt(process.versions.node, 10) < 24 ? [] : ["--permission", `--allow-fs-read=${boxFile}`];
const box = spawnSync(process.execPath, [...permissions, boxFile], {
  env: { TZ: "UTC" },
  stdio: ["ignore", "ignore", "pipe", openSync("/dev/null", "r+")],
  encoding: "utf8",
  timeout: 20_000,
});
if (box.status !== 0) {
  const [why = `it ended with ${box.signal ?? `exit code ${box.status}`}`] = box.stderr.match(/^\w*Error\b.*$/m) ?? [];
  refuse(
    `${configFile}\nthe sources' functions cannot run where they have to, in a process without files, processes and variables: ${why}`,
  );
}
const packages = bundledPackages(
  { outputs: Object.assign({}, boxMetafile.outputs, ...bundles.map(({ metafile }) => metafile.outputs)) },
  { root, also: [holidayPackage] },
);
// It is not refused: what only its owner deploys is handed on to nobody.
const problems = packages.map(licenceProblem).filter((problem) => problem !== undefined);
if (problems.length > 0)
  console.error(`Before you hand on what was built:\n${problems.map((line) => `  - ${line}`).join("\n")}`);
writeFileSync(`${outdir}/third-party-notices.txt`, thirdPartyNotices(packages));
console.log(goodNews[config.language](functions.length));
