// A stage that cannot be asked about is no good stage, and by whatever name people reach it, it has to answer.
import { createServer } from "node:http";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { checkHttpApi, checkStack } from "../../../cli/doctor/checks/check-deployment.ts";
import { doctorWords } from "../../../cli/doctor/doctor-words.ts";
import type { Examined } from "../../../cli/doctor/examined.ts";
import { failedOf } from "../../../cli/doctor/failed-of.ts";
import { defineConfig } from "../../../lib/config.ts";
import { listen } from "../../../local/listen.ts";

const say = doctorWords.en;
let api: Awaited<ReturnType<typeof listen>>;
beforeAll(async () => {
  api = await listen(
    createServer((_request, response) => response.end("{}")),
    0,
  );
});
afterAll(() => api.stop());

const examined = (stack: Examined["stack"], publicUrl?: string): Examined =>
  ({
    ...{ say, stack, config: defineConfig(publicUrl === undefined ? {} : { publicUrl }) },
    connection: { stack: { name: "wts-session-hooks-prod", options: {} }, url: undefined },
  }) as unknown as Examined;

const failing = (name: string, message = "no") =>
  checkStack(examined(async () => Promise.reject(Object.assign(new Error(message), { name, $metadata: {} }))));

test.each([
  ["ExpiredTokenException", /AWS_PROFILE/],
  ["ExpiredToken", /AWS_PROFILE/],
  ["InvalidClientTokenId", /AWS_PROFILE/],
  ["SignatureDoesNotMatch", /AWS_PROFILE/],
  ["UnrecognizedClientException", /AWS_PROFILE/],
  ["TimeoutError", /network/],
  ["RequestTimeTooSkewed", /clock/],
])("%s at the first question is wrong, and says what to do", async (name, cure) => {
  expect(await failing(name)).toMatchObject([
    { check: "stack", verdict: "wrong", what: expect.stringContaining(name), cure: expect.stringMatching(cure) },
  ]);
});

test("a permission that is missing leaves the rest to be looked at, and is named", async () => {
  const message = "User: arn:aws:iam::1:user/ana is not authorized to perform: cloudformation:DescribeStacks on x";
  await expect(failing("AccessDenied", message)).rejects.toThrow("not authorized");
  const denied = Object.assign(new Error(message), { name: "AccessDenied", $metadata: {} });
  expect(failedOf(say, denied).cure).toContain("cloudformation:DescribeStacks");
});

test("a stage answers by its own address and by the one that the configuration names", async () => {
  const stack = async () => ({
    ...{ status: "UPDATE_COMPLETE", outputs: { HttpApiUrl: api.url }, changedAt: undefined, skewSeconds: 0 },
  });
  expect(await checkHttpApi(examined(stack, "http://127.0.0.1:9"))).toMatchObject([
    { verdict: "ok" },
    { verdict: "wrong", what: expect.stringContaining("http://127.0.0.1:9/health: ECONNREFUSED") },
  ]);
  expect(await checkHttpApi(examined(stack, `${api.url}/`))).toHaveLength(1);
});
