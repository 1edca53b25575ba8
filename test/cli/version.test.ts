// `--version`: what somebody has to say who reports anything.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type HooksForTests, runHere, runProcess, startHooks } from "./support/hooks-for-tests.ts";

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
const nowhere = { LOCAL_RUNNING_FILE: "/nowhere/running.json" };

describe.each([[["--version"]], [["-V"]], [["version"]]])("%j", (words) => {
  test("says the package's version, the commit and Node's", async () => {
    const { code, stdout, stderr } = await runHere(words, nowhere);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain(`wts-session-hooks ${version}`);
    expect(stdout).toContain(`Node ${process.version}\nNothing runs here.\n`);
  });
});

test("in the language of the configuration", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "version-")), "hooks.config.mjs");
  writeFileSync(file, 'export default { language: "pt-BR" };');
  const { stdout } = await runHere(["version"], { ...nowhere, HOOKS_CONFIG: file });
  expect(stdout).toContain("\nNada está rodando aqui.\n");
});

test("as JSON, and with the commit of a clone", async () => {
  const { stdout } = await runHere(["--json", "--version"], nowhere);
  const { commit, ...others } = JSON.parse(stdout);
  expect(others).toEqual({ version, node: process.version, built: null });
  const head = execFileSync("git", ["rev-parse", "--short=12", "HEAD"], { encoding: "utf8" }).trim();
  expect([head, `${head}+`]).toContain(commit);
});

test("of a command it is no option", async () => {
  const { code, stderr } = await runHere(["status", "--version"], nowhere);
  expect(code).toBe(2);
  expect(stderr).toContain("unknown option '--version'");
});

describe("beside it", () => {
  let our: HooksForTests;
  beforeAll(async () => {
    our = await startHooks();
  });
  afterAll(() => our.stop());

  test("what runs here, and from what it was built", async () => {
    const build = "0.1.0 code=0123456789ab config=ba9876543210";
    const { stdout } = await our.runningOtherwise({ build }, () => our.hooks("--version"));
    expect(stdout).toContain(`the local stack: ${build}, started 2999-01-01`);
    expect(await our.json("--version")).toMatchObject({ built: { place: "the local stack", build: null } });
  });
});

describe("with --stage", () => {
  /** Answers as CloudFormation does for one stack, and for any other that there is none. */
  const server = createServer(async (request, response) => {
    const body = (await request.toArray()).join("");
    const isThere = new URLSearchParams(body).get("StackName") === "wts-session-hooks-prod";
    response.statusCode = isThere ? 200 : 400;
    response.setHeader("content-type", "text/xml");
    response.end(
      isThere
        ? "<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>wts-session-hooks-prod</StackName><StackStatus>UPDATE_COMPLETE</StackStatus><CreationTime>2026-11-30T12:00:00Z</CreationTime><Outputs><member><OutputKey>Build</OutputKey><OutputValue>0.1.0 code=aa config=bb</OutputValue></member></Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>"
        : "<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id x does not exist</Message></Error></ErrorResponse>",
    );
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => {
    server.close();
  });
  const at = (stage: string) =>
    runProcess(["--version", "--stage", stage, "--json"], {
      AWS_ENDPOINT_URL_CLOUDFORMATION: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      AWS_ACCESS_KEY_ID: "x",
      AWS_SECRET_ACCESS_KEY: "x",
    });

  test("what is deployed there, or that nothing is", async () => {
    const [there, missing] = await Promise.all([at("prod"), at("prd")]);
    expect(JSON.parse(there.stdout)).toMatchObject({
      built: { place: "stage prod in sa-east-1", build: "0.1.0 code=aa config=bb" },
    });
    expect([missing.code, JSON.parse(missing.stdout).error]).toEqual([
      1,
      { code: "NOT_FOUND", message: expect.stringContaining("there is no stack wts-session-hooks-prd in sa-east-1") },
    ]);
  });
});
