// How the commands of a console share what connects them with a stage. What stands for AWS says only who has asked.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { type KeptConnections, keptConnections } from "../../../cli/console/kept-connections.ts";
import { listen } from "../../../local/listen.ts";
import { ownEnvironment } from "../../support/own-files.ts";

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const before = { ...process.env };
const folder = mkdtempSync(join(tmpdir(), "home-"));
const place = { stage: "prod" };
const surroundings = { environment: ownEnvironment };
const askedBy: string[] = [];
/** It names the caller as STS does. */
const server = createServer((request, response) => {
  const [, key = ""] = /Credential=([^/]+)/.exec(request.headers.authorization ?? "") ?? [];
  askedBy.push(key);
  response
    .writeHead(200, { "content-type": "text/xml" })
    .end(
      `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::000000000000:user/${key}</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>`,
    );
});

const signIn = (key: string): void =>
  writeFileSync(
    join(folder, ".aws/credentials"),
    `[default]\naws_access_key_id = ${key}\naws_secret_access_key = x\naws_session_token = y\n`,
  );

let kept: KeptConnections;

beforeAll(async () => {
  mkdirSync(join(folder, ".aws"));
  const { url } = await listen(server, 0);
  for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"])
    delete process.env[name];
  Object.assign(process.env, { HOME: folder, AWS_ENDPOINT_URL: url });
  signIn("first");
});
afterAll(() => {
  process.env = before;
  server.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  kept = keptConnections();
});
afterEach(() => kept.close());

test("commands at a stage share their clients, and one that ends leaves them to the others", async () => {
  const [one, other] = [kept.toLook(place, surroundings), kept.toLook(place, surroundings)];
  expect(other.sqs).toBe(one.sqs);
  expect(other.table).toBe(one.table);
  expect(other.accounts()).toBe(one.accounts());
  one.close();
  expect(kept.toLook(place, surroundings).sqs).toBe(one.sqs);
});

test("another stage, another region, and what somebody ordered have their own", () => {
  const { sqs } = kept.toLook(place, surroundings);
  for (const others of [
    kept.toLook({ stage: "dev" }, surroundings),
    kept.toLook({ ...place, region: "us-east-1" }, surroundings),
    kept.toAct(place, surroundings),
  ])
    expect(others.sqs).not.toBe(sqs);
});

test("what is found out of WTS's names is kept from one command to the next, and not with another configuration", async () => {
  const around = { clock: { now: () => 0, sleep: async () => {}, random: () => 0 }, log: silent };
  const one = kept.toLook(place, surroundings);
  const config = await one.config();
  expect(kept.toLook(place, surroundings).connectWts(config, around)).toBe(one.connectWts(config, around));
  expect(one.connectWts({ ...config }, around)).not.toBe(one.connectWts(config, around));
});

test("who has signed in again is asked for by the next command; one that runs ends as it began", async () => {
  expect(await kept.toAct(place, surroundings).callerName()).toBe("user/first");
  const running = kept.toAct(place, surroundings);
  signIn("second");
  await kept.renew();
  const next = kept.toAct(place, surroundings);
  expect(next.sqs).not.toBe(running.sqs);
  expect(await next.callerName()).toBe("user/second");
  running.close();
  expect(kept.toAct(place, surroundings).sqs).toBe(next.sqs);
});
