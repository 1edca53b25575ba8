// The packed product as somebody uses it who has no clone: installed in an empty folder, where it makes, builds, tests, starts,
// packages and deploys a configuration of theirs, and is upgraded under it.
import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, relative } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { listen } from "../../local/listen.ts";
import { eventually } from "../local/support/eventually.ts";

const root = process.cwd();
const scratch = realpathSync(mkdtempSync(join(tmpdir(), "user-folder-")));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const project = join(scratch, "project");
// Names as people give them: whatever turns a path into an address and back has to keep it.
const folder = join(scratch, "Clínica São João (hooks)");

/** How this machine comes to the network: behind somebody's proxy nothing is installed without them. */
const wayOut = Object.fromEntries(
  Object.entries(process.env).filter(([name]) =>
    /^(?:NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|(?:https?|no)_proxy|npm_config_(?:registry|cafile))$/i.test(name),
  ),
);

/** As in a terminal whose Node is new enough; what npm puts in front of it for these tests is not theirs. */
const environment = {
  ...wayOut,
  PATH: [
    dirname(process.execPath),
    ...(process.env.PATH ?? "").split(delimiter).filter((part) => !part.includes("node_modules")),
  ].join(delimiter),
  HOME: process.env.HOME,
  LANG: "pt_BR.UTF-8",
  npm_config_update_notifier: "false",
};

const run = async (cwd: string, line: string, more: NodeJS.ProcessEnv = {}) => {
  const child = spawn("sh", ["-c", line], {
    cwd,
    env: { ...environment, ...more },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { code, stdout, stderr };
};

/** Answers what it printed, of a command that has to end well. */
const done = async (cwd: string, line: string, more?: NodeJS.ProcessEnv): Promise<string> => {
  const { code, stdout, stderr } = await run(cwd, line, more);
  if (code !== 0) throw new Error(`${line} ended with ${code}:\n${stdout}${stderr}`);
  return stdout;
};

const fingerprint = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");

const filesBelow = (directory: string, isKept: (path: string) => boolean = () => true): Record<string, string> =>
  Object.fromEntries(
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((file) => [relative(directory, file), file] as const)
      .filter(([path]) => isKept(path))
      .map(([path, file]) => [path, fingerprint(file)]),
  );

/** What stands in the folder by the user's hand, or by `init`. */
const ownFiles = () =>
  filesBelow(folder, (path) => !/^(node_modules|dist|\.serverless|\.local|\.git)\/|^serverless\.yml$/.test(path));

const installed = () => filesBelow(join(folder, "node_modules/wts-session-hooks"));

/** What the project consists of, as somebody has it who has just cloned it, with the packages of this one. */
const copyProject = (): void => {
  const files = execFileSync("git", ["ls-files", "-z"], { encoding: "utf8" }).split("\0").filter(Boolean);
  for (const file of files.filter((each) => existsSync(each) && !/^(test|bench|judges)\//.test(each)))
    cpSync(join(root, file), join(project, file));
  symlinkSync(join(root, "node_modules"), join(project, "node_modules"));
  // Real keys that are never packed.
  writeFileSync(join(project, "local/secrets.json"), '{"accounts":{"default":{"apiKey":"pn_real"}}}');
};

const pack = async (options = ""): Promise<string> => {
  const printed = await done(project, `npm pack --silent ${options} --pack-destination "${scratch}"`);
  return join(scratch, printed.trim().split("\n").at(-1) ?? "");
};

/** The packages that the product needs, as npm would put them there: those that only its own tests need are not among them. */
const layPackages = async (): Promise<void> => {
  const needed = execFileSync("npm", ["ls", "--omit=dev", "--all", "--parseable"], { encoding: "utf8" })
    .split("\n")
    .map((path) => relative(join(root, "node_modules"), path))
    .filter((path) => path !== "" && !path.startsWith("..") && !path.includes("node_modules"));
  for (const name of [...needed, "@types/node", "undici-types"]) {
    const target = join(folder, "node_modules", name);
    mkdirSync(dirname(target), { recursive: true });
    await promisify(execFile)("cp", ["-al", join(root, "node_modules", name), target]);
  }
};

const install = (tarball: string) =>
  done(folder, `npm install --prefer-offline --ignore-scripts --no-audit --no-fund --silent "${tarball}"`);

let first: string;
beforeAll(async () => {
  copyProject();
  first = await pack();
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), "{}\n");
  await layPackages();
  await install(first);
}, 120_000);

test("the package has JavaScript and types, nobody's secrets, and none of what only the project itself needs", () => {
  const names = Object.keys(installed());
  expect(names).toContain("product/lib/config.d.ts");
  expect(names).toContain("product/cli/hooks.js");
  expect(names.filter((name) => /(?<!\.d)\.ts$/.test(name) && !name.startsWith("product/catalogue/"))).toEqual([]);
  expect(names.filter((name) => /secrets\.json|^product\/(test|docs|judges|bench)\//.test(name))).toEqual([]);
  expect(names).toContain("docs/pt-BR/deploy.md");
  expect(names.filter((name) => name.startsWith("docs/decisions"))).toEqual([]);
  expect(readFileSync(first).length).toBeLessThan(2_000_000);
});

test("it makes the folder that it was installed in one of the user's own, in their language", async () => {
  const printed = await done(folder, "npx --no-install wts-session-hooks init");
  expect(printed).toContain("Sua pasta está pronta");
  expect(readFileSync(join(folder, "hooks.config.ts"), "utf8")).toContain('language: "pt-BR"');
  const { dependencies, type } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  expect({ dependencies, type }).toEqual({
    dependencies: { "wts-session-hooks": `file:../${relative(scratch, first)}` },
    type: "module",
  });
  await done(folder, "npm install --prefer-offline --ignore-scripts --no-audit --no-fund --silent");
});

describe("in the user's folder", () => {
  let product: Record<string, string>;
  beforeAll(() => {
    product = installed();
  });

  test("the editor finds every type", async () => {
    expect(await done(folder, `"${join(root, "node_modules/.bin/tsc")}" --noEmit --project .`)).toBe("");
  });

  test("a mistake in the configuration is told with its place, and nothing is built", async () => {
    const file = join(folder, "hooks.config.ts");
    const good = readFileSync(file, "utf8");
    writeFileSync(file, good.replace('language: "pt-BR"', 'language: "pt"'));
    const { code, stderr } = await run(folder, "npm run -s build");
    writeFileSync(file, good);
    expect(code).toBe(1);
    expect(stderr).toContain(`${file}\n`);
    expect(stderr).toContain('language: must be "en" or "pt-BR"');
  });

  test("npm test runs the tests that stand beside the sources", async () => {
    expect(await done(folder, "npm run -s test")).toMatch(/pass [1-9]\d*\n(?:.*\n)*?.*fail 0/);
  });

  test("npm run package writes the template and a zip for each function there", async () => {
    await done(folder, "npm run -s package");
    const written = readdirSync(join(folder, ".serverless"));
    const functions = readdirSync("functions").map((file) => file.replace(".ts", ".zip"));
    expect(written.filter((name) => name.endsWith(".zip")).toSorted()).toEqual(functions.toSorted());
    expect(written).toContain("cloudformation-template-update-stack.json");
  });

  test("the same configuration is built into what the clone builds of it, but for how modules are called", async () => {
    const dist = join(scratch, "dist-of-clone");
    await done(project, "node scripts/build.mjs", {
      HOOKS_CONFIG: join(folder, "hooks.config.ts"),
      HOOKS_DIST: dist,
    });
    const bundles = readdirSync(dist).filter((name) => name.endsWith(".mjs"));
    const sizeIn = (directory: string, name: string): number => readFileSync(join(directory, name)).length;
    for (const name of bundles) {
      const share = sizeIn(join(folder, "dist"), name) / sizeIn(dist, name);
      // npm may have taken a newer version of what both bundle.
      expect([name, share > 0.98 && share < 1.02]).toEqual([name, true]);
    }
    const packagesNamed = (directory: string): string[] =>
      readFileSync(join(directory, "third-party-notices.txt"), "utf8").match(/^\S+(?= \d+\.\d+\.\d+)/gm) ?? [];
    expect(packagesNamed(dist).length).toBeGreaterThan(10);
    expect(packagesNamed(join(folder, "dist"))).toEqual(packagesNamed(dist));
  });

  test("doctor, asked from sources/, finds the packages that the product needs", async () => {
    const { stdout } = await run(join(folder, "sources"), "npx --no-install wts-session-hooks doctor --json");
    const { findings } = JSON.parse(stdout);
    expect(findings.filter(({ check }: { check: string }) => check === "packages")).toEqual([
      expect.objectContaining({ verdict: "ok", what: expect.stringMatching(/^[1-9]\d /) }),
    ]);
  });

  test("npm run deploy gets as far as CloudFormation, with the user's credentials", async () => {
    const asked: string[] = [];
    const server = createServer(async (request, response) => {
      const [, key] = /Credential=(\w+)/.exec(request.headers.authorization ?? "") ?? [];
      const { Action: action, StackName: stack } = Object.fromEntries(new URLSearchParams(await text(request)));
      asked.push([key, action, stack].join(" "));
      const isWho = action === "GetCallerIdentity";
      const who =
        "<GetCallerIdentityResult><Arn>arn:aws:iam::1:user/me</Arn><Account>1</Account></GetCallerIdentityResult>";
      const refusal = "<Error><Type>Sender</Type><Code>AccessDenied</Code><Message>not for you</Message></Error>";
      response.writeHead(isWho ? 200 : 403, { "content-type": "text/xml" });
      response.end(
        isWho
          ? `<GetCallerIdentityResponse>${who}</GetCallerIdentityResponse>`
          : `<ErrorResponse>${refusal}</ErrorResponse>`,
      );
    });
    const { url } = await listen(server, 0);
    try {
      const { code, stdout, stderr } = await run(folder, "npm run -s deploy -- --stage proof", {
        AWS_ENDPOINT_URL: url,
        AWS_ACCESS_KEY_ID: "MINE",
        AWS_SECRET_ACCESS_KEY: "secret",
        AWS_REGION: "sa-east-1",
      });
      expect([code, stdout + stderr]).toEqual([1, expect.stringContaining("not for you")]);
      expect(asked).toContainEqual(expect.stringMatching(/^MINE DescribeStack\w* wts-session-hooks-proof$/));
    } finally {
      server.close();
    }
  });

  let child: ChildProcess | undefined;
  afterEach(() => void child?.kill("SIGKILL"));

  test("npm start runs it: it is healthy, and a signed sample is applied at the stand-in", async () => {
    const started = spawn("npm", ["run", "-s", "start"], {
      cwd: folder,
      env: { ...environment, PORT: "0", WTS_PORT: "0" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    child = started;
    let output = "";
    for (const stream of [started.stdout, started.stderr]) stream.on("data", (chunk) => (output += chunk));
    const runningFile = join(folder, ".local/running.json");
    await eventually(() => {
      if (started.exitCode !== null) return;
      expect(output).toContain("Ctrl-C");
    });
    expect({ exitCode: started.exitCode, output }).toEqual({ exitCode: null, output: expect.any(String) });
    const { url, wtsUrl, secretsFile } = JSON.parse(readFileSync(runningFile, "utf8"));
    expect(secretsFile).toBe(join(folder, "secrets.json"));
    expect(await (await fetch(`${url}/health`)).json()).toEqual({ status: "ok" });

    const sample = JSON.parse(readFileSync(join(folder, "samples/crm.json"), "utf8"));
    const { session_id: sessionId } = sample.data;
    const statusOf = async () => Object(await (await fetch(`${wtsUrl}/__admin/sessions/${sessionId}`)).json()).status;
    expect(await statusOf()).not.toBe("COMPLETED");
    expect(await done(folder, "npm run -s hooks -- send crm")).toMatch(/^202 /m);
    await eventually(async () => expect(await statusOf()).toBe("COMPLETED"));

    started.kill("SIGTERM");
    await once(started, "close");
    await eventually(() => expect(existsSync(runningFile)).toBe(false));
  });

  test("nothing of all that was written into the product", () => {
    expect(installed()).toEqual(product);
  });
});

test("an upgrade brings the new version, and leaves every file of the folder as it was, byte for byte", async () => {
  const before = ownFiles();
  const manifestBefore = readFileSync(join(folder, "package.json"), "utf8");
  // It is changed where it is compiled already: to compile it once more would say nothing of an upgrade.
  for (const name of ["package.json", "product/package.json"]) {
    const manifest = JSON.parse(readFileSync(join(project, name), "utf8"));
    writeFileSync(join(project, name), JSON.stringify({ ...manifest, version: "98.7.6" }));
  }
  const changed = join(project, "product/functions/update-session.js");
  writeFileSync(
    changed,
    readFileSync(changed, "utf8").replace('{ status: "ok" }', '{ status: "ok", since: "98.7.6" }'),
  );
  const next = await pack("--ignore-scripts");
  await install(next);

  const { version } = JSON.parse(await done(folder, "npm run -s hooks -- version --json"));
  expect(version).toBe("98.7.6");
  await done(folder, "npm run -s build");
  expect(readFileSync(join(folder, "dist/update-session.mjs"), "utf8")).toContain("98.7.6");
  expect(await done(folder, "npm run -s test")).toContain("fail 0");

  // The version is npm's to write down, and nothing else of them is.
  expect(manifestBefore.replace(relative(scratch, first), relative(scratch, next))).toBe(
    readFileSync(join(folder, "package.json"), "utf8"),
  );
  const byHand = ({ "package.json": _manifest, "package-lock.json": _lock, ...rest }: Record<string, string>) => rest;
  expect(byHand(ownFiles())).toEqual(byHand(before));
  expect(Object.keys(byHand(before))).toContain("secrets.json");
});
