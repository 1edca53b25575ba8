// What would be deployed: the template and the zips that `npm run package` wrote.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "@jest/globals";
import { readTemplate } from "../../../local/template.ts";
import { unpack } from "../../../local/unpack.ts";

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, never>>;
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
}

const root = process.cwd();
const packageDir = join(root, ".serverless");
const scratch = mkdtempSync(join(tmpdir(), "packaged-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const { functions, routes } = readTemplate(packageDir);
const resources: Record<string, Resource> = JSON.parse(
  readFileSync(join(packageDir, "cloudformation-template-update-stack.json"), "utf8"),
).Resources;
const ofType = (type: string): [string, Record<string, never>][] =>
  Object.entries(resources).flatMap(([id, { Type, Properties }]) => (Type === type ? [[id, Properties]] : []));

/** What one function needs, and nothing else: change it together with serverless.yml. */
const needs: Record<string, { readonly variables: Record<string, string>; readonly statements: Statement[] }> = {
  "update-session": {
    variables: {
      ACCOUNTS_SECRET_ID: "wts-session-hooks/dev/accounts",
      DOORS_SECRET_ID: "wts-session-hooks/dev/doors",
    },
    statements: [
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: logGroup("update-session"),
      },
      {
        Effect: "Allow",
        Action: "secretsmanager:GetSecretValue",
        Resource: [secret("accounts"), secret("doors")],
      },
    ],
  },
};

function logGroup(name: string): unknown {
  const group = `/aws/lambda/wts-session-hooks-dev-${name}`;
  return { "Fn::Sub": `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:${group}:*` };
}

function secret(name: string): unknown {
  const id = `wts-session-hooks/dev/${name}-??????`;
  return { "Fn::Sub": `arn:\${AWS::Partition}:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:${id}` };
}

test("every file of functions/ is a function of the same name", () => {
  const files = readdirSync(join(root, "functions")).map((file) => file.replace(/\.ts$/, ""));
  expect(functions.map(({ name }) => name).sort()).toEqual(files.sort());
  expect(Object.keys(needs).sort()).toEqual(files.sort());
});

describe.each(functions.map(({ name, ...definition }) => ({ name, definition })))("$name", ({ name, definition }) => {
  const [, properties] = ofType("AWS::Lambda::Function").find(
    ([, { FunctionName }]) => FunctionName === definition.deployedName,
  ) ?? ["", {}];

  test("has a zip that holds its own bundle and nothing else", () => {
    expect(unpack(definition.zipFile, join(scratch, name))).toEqual([`dist/${name}.mjs`]);
  });

  test("runs as Node 24 on arm64 and ends before the HTTP API gives up", () => {
    expect(properties).toMatchObject({
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
      Handler: `dist/${name}.handler`,
      FunctionName: `wts-session-hooks-dev-${name}`,
      MemorySize: 512,
    });
    expect(definition.timeoutSeconds).toBeLessThan(30);
  });

  test("has the environment it reads", () => {
    expect(definition.environment).toEqual(needs[name]?.variables);
  });

  test("has a role of its own that allows what it needs", () => {
    const { "Fn::GetAtt": [roleId] = [] } = Object(Object(properties).Role);
    const users = ofType("AWS::Lambda::Function").filter(([, { Role }]) => Object(Role)["Fn::GetAtt"]?.[0] === roleId);
    expect(users).toHaveLength(1);
    const role = Object(resources[roleId]?.Properties);
    expect(role.AssumeRolePolicyDocument.Statement).toEqual([
      { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
    ]);
    expect(role.ManagedPolicyArns).toBeUndefined();
    expect(role.Policies.flatMap((policy: never) => Object(policy).PolicyDocument.Statement)).toEqual(
      needs[name]?.statements,
    );
  });
});

test("there is no role but those of the functions", () => {
  expect(ofType("AWS::IAM::Role")).toHaveLength(functions.length);
  expect(ofType("AWS::IAM::Policy")).toEqual([]);
});

test("the routes are those of the documentation", () => {
  expect(routes.map(({ method, path, functionName }) => `${method} ${path} -> ${functionName}`).sort()).toEqual([
    "GET /health -> update-session",
    "PATCH /sessions/{sessionId} -> update-session",
    "POST /sessions/batch -> update-session",
  ]);
});

test("every log is deleted after 30 days", () => {
  const groups = ofType("AWS::Logs::LogGroup").map(([, group]) => group);
  expect(groups.map(({ LogGroupName }) => String(LogGroupName)).sort()).toEqual([
    "/aws/http-api/wts-session-hooks-dev",
    ...functions.map(({ deployedName }) => `/aws/lambda/${deployedName}`),
  ]);
  expect(groups.map(({ RetentionInDays }) => RetentionInDays)).toEqual(groups.map(() => 30));
});

describe("the HTTP API", () => {
  const stage = Object(ofType("AWS::ApiGatewayV2::Stage")[0]?.[1]);

  test("logs no path, no header and no address", () => {
    expect(JSON.parse(stage.AccessLogSettings.Format)).toEqual({
      requestId: "$context.requestId",
      routeKey: "$context.routeKey",
      status: "$context.status",
      integrationLatencyMs: "$context.integrationLatency",
    });
  });

  test("is throttled", () => {
    expect(stage.DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 });
  });
});

test("no version of a function is kept", () => {
  expect(ofType("AWS::Lambda::Version")).toEqual([]);
});

test("packaging the same bundles elsewhere and later gives the same zips", async () => {
  for (const name of ["serverless.yml", "package.json", "dist"])
    cpSync(join(root, name), join(scratch, name), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(scratch, "node_modules"));
  const cli = join(dirname(createRequire(import.meta.url).resolve("serverless/package.json")), "bin/serverless.js");
  await promisify(execFile)(process.execPath, [cli, "package"], { cwd: scratch });
  const digest = (directory: string, name: string): string =>
    createHash("sha256")
      .update(readFileSync(join(directory, `${name}.zip`)))
      .digest("hex");
  for (const { name } of functions) expect(digest(join(scratch, ".serverless"), name)).toBe(digest(packageDir, name));
});
