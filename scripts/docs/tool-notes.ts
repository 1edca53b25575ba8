// The environment variables and the npm scripts, in words for the reference.
import type { Notes } from "./notes.ts";

export const environmentNotes: Notes = {
  PORT: "where the functions answer; `0` takes any free port",
  WTS_PORT: "where the stand-in for WTS answers; `0` takes any free port",
  CONSOLE_PORT: "where `npm start` opens the console; any free port unless said",
  NO_CONSOLE: "anything: `npm start` opens no console",
  TUNNEL_HOST:
    "the name of a tunnel that leads here, such as `abc.ngrok.app`, or several with commas: it is let in to `/webhooks/…` and to nothing else",
  WTS_BASE_URL: ["the stand-in", "another WTS, such as the real one; the stand-in is then not started"],
  LOCAL_SECRETS_FILE: [
    "`local/secrets.json`, or `secrets.json` in a folder of your own",
    "file `{accounts, clients, sources}`: the accounts secret, and the two parts of the access secret",
  ],
  HOOKS_CONFIG: [
    "`hooks.config.ts`",
    "another configuration to build, also for `npm run deploy`; `npm run hooks` reads it, too",
  ],
  DATA_DIR: "where queues, table and undelivered events outlive `npm start`; in memory if not given",
  LOCAL_PACKAGE_DIR:
    "an already packaged service to start, or whose permissions `setup` works out, instead of building this one",
  LOCAL_RUNNING_FILE: ["`.local/running.json`", "where `npm start` notes what listens where"],
};

export const scriptNotes: Readonly<Record<string, string>> = {
  "npm start": "builds, packages and runs everything on this machine",
  "npm run demo":
    "plays fourteen situations and a day of two policies without a person and checks the outcome, in the language of your configuration or of `--language`",
  "npm run wts": "the stand-in for WTS alone, for tests of other projects: [its reference](stand-in.md)",
  "npm run node": "any file of the project in TypeScript, such as `npm run -s node bench/decide-routing.ts`",
  "npm test": "`check`, `package`, then the tests that every change has to pass; some two minutes",
  "npm run hooks": "the command line",
  "npm run test:slow":
    "what is slow by nature: functions killed at random, copies in no order, load, several processes side by side; some two minutes",
  "npm run test:long":
    "crash tests with thousands of commands, runs over a hundred thousand sessions; some forty minutes",
  "npm run test:browser":
    "the console in a real Chromium: its stories, every view in both languages, at two widths, light and dark; needs `npm run browser:install` once, or `CHROMIUM` for the file of one that is there",
  "npm run test:aws":
    "deploys into parts of AWS that others made, by the real command, and tests what was deployed; needs `npm run judges:install` once; some minutes. With `-- --stage <name>` it runs in your account what can be run there, and removes it",
  "npm run check": "types, lint, the arrows between folders, and words",
  "npm run jest": "the tests alone, such as `npm run jest -- test/core`; some need `npm run package` first",
  "npm run build": "checks the configuration and bundles the functions into `dist/`",
  "npm run package": "builds, and writes the template and seven zips, one a function, to `.serverless/`",
  "npm run deploy": "builds and deploys, such as `npm run deploy -- --stage prod`",
  "npm run osls": "what the deploying command line does beside, such as `npm run osls -- remove --stage prod`",
  "npm run prepack":
    "compiles the product into `product/`; `npm pack` calls it, and makes the package that is installed in a folder of your own",
  "npm run version":
    "gives what is unreleased in the changelog a version and a date; `npm version` calls it, and makes the tag",
  "npm run fuzz":
    "damaged and hostile input wherever something comes in, such as `npm run fuzz -- --minutes 10 --only webhook growth`; what fails is kept in `test/fuzz-seeds`",
  "npm run mutants":
    "makes small faults in folders or files, such as `npm run -s mutants -- lib/routing/rules --sample 200`, and prints those that no test notices; `--help` says more",
  "npm run bench":
    "starts, processor time and bundles beside rivals, in one run, written to `docs/benchmarks.md`; `npm run bench -- --quick --only starts` for a look",
  "npm run screenshots":
    "pictures every view of the console from the demo's day, in both languages, at two widths, light and dark, for [the console's page](../console.md); needs Chromium",
  "npm run browser:install":
    "installs Chromium for `npm run test:browser` with apt-get, as root; says what the machine lacks otherwise",
  "npm run judges:install":
    "installs the parts of AWS that others made, which `npm run test:aws` needs, below `.local/judges`; says what the machine lacks",
  "npm run docs": "writes what the reference takes from the code into its pages",
};
