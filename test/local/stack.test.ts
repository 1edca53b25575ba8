// Everything together, with a function of a few lines and a stand-in for the stand-in.

import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Stack, startStack } from "../../local/stack.ts";
import { descendants } from "./support/descendants.ts";
import { type TinyPackage, tinyPackage } from "./support/tiny-package.ts";

const show = "export const handler = async () => ({ statusCode: 200, body: JSON.stringify(process.env) });";
const breaks = "export const handler = async () => { throw new Error('broken'); };";
const placeholder = `
import { createServer } from "node:http";
const server = createServer((request, response) => response.end("wts"));
server.on("error", ({ message }) => { console.error(message); process.exit(1); });
process.on("disconnect", () => process.exit());
server.listen(Number(process.env.WTS_PORT), "127.0.0.1", () =>
  process.send({ ready: { url: "http://127.0.0.1:" + server.address().port } }));`;

let packed: TinyPackage;
let options: { packageDir: string; wtsProgram: string };

beforeAll(() => {
  packed = tinyPackage({
    show: { bundle: show, routes: ["GET /show"] },
    breaks: { bundle: breaks, routes: ["GET /breaks"] },
    fails: { bundle: "console.log('cannot start'); process.exit(1);", routes: ["GET /fails"] },
  });
  options = { packageDir: packed.directory, wtsProgram: join(packed.directory, "wts.mjs") };
  writeFileSync(options.wtsProgram, placeholder);
});
afterAll(() => packed.remove());

const environmentOf = async ({ url }: Stack): Promise<unknown> => (await fetch(`${url}/show`)).json();

const startedSince = async (before: readonly number[]): Promise<number[]> =>
  (await descendants(process.pid)).filter((pid) => !before.includes(pid));

/** A port that somebody else has. */
const occupy = async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = Object(server.address());
  return { port: Number(address.port), free: () => server.close() };
};

describe("a stack", () => {
  let stack: Stack;
  let before: number[];
  const logged: string[] = [];
  beforeAll(async () => {
    before = await descendants(process.pid);
    stack = await startStack({ ...options, onLog: (source, line) => logged.push(`${source}: ${line}`) });
  });
  afterAll(() => stack.stop());

  test("answers over HTTP and tells the functions where their neighbours are", async () => {
    const { AWS_ENDPOINT_URL_SQS, AWS_ENDPOINT_URL_DYNAMODB, AWS_ENDPOINT_URL_EVENTBRIDGE, ...others } =
      stack.endpoints;
    expect(await environmentOf(stack)).toMatchObject({
      AWS_ENDPOINT_URL_SQS,
      AWS_ENDPOINT_URL_DYNAMODB,
      AWS_ENDPOINT_URL_EVENTBRIDGE,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: others.AWS_ENDPOINT_URL_SECRETS_MANAGER,
      WTS_BASE_URL: stack.wtsUrl,
    });
    expect(await (await fetch(`${stack.wtsUrl}`)).text()).toBe("wts");
  });

  test("logs why a function failed, while the caller learns nothing", async () => {
    expect(await (await fetch(`${stack.url}/breaks`)).json()).toEqual({ message: "Internal Server Error" });
    expect(await (await fetch(`${stack.url}/fails`)).json()).toEqual({ message: "Internal Server Error" });
    expect(logged).toContain("breaks: Error: broken");
    expect(logged).toContain(
      "fails: Runtime.ExitError: fails did not start: the runtime exited with exit status 1\nIt printed:\ncannot start",
    );
  });

  test("leaves no process when it is stopped, also when it is stopped twice", async () => {
    await environmentOf(stack);
    expect((await startedSince(before)).length).toBeGreaterThanOrEqual(3);
    await Promise.all([stack.stop(), stack.stop()]);
    await stack.stop();
    expect(await startedSince(before)).toEqual([]);
  });

  test("with another WTS starts no stand-in", async () => {
    const other = await startStack({ ...options, wtsBaseUrl: "https://wts.example" });
    expect(other.wtsUrl).toBeUndefined();
    expect(await environmentOf(other)).toMatchObject({ WTS_BASE_URL: "https://wts.example" });
    await other.stop();
  });

  test("tells when the stand-in ends by itself", async () => {
    let lost: (message: string) => void = () => {};
    const told = new Promise<string>((resolve) => {
      lost = resolve;
    });
    writeFileSync(`${options.wtsProgram}.short.mjs`, 'process.send({ ready: { url: "x" } }); console.log("tired");');
    const stack = await startStack({ ...options, wtsProgram: `${options.wtsProgram}.short.mjs`, onLost: lost });
    expect(await told).toBe("wts ended by itself:\ntired");
    await stack.stop();
  });
});

describe("a start that fails leaves no process", () => {
  const failing = async (given: Parameters<typeof startStack>[0]): Promise<unknown> => {
    const before = await descendants(process.pid);
    const error = await startStack({ ...options, ...given }).catch((caught: unknown) => caught);
    expect(await startedSince(before)).toEqual([]);
    return error;
  };

  test("when PORT is taken", async () => {
    const { port, free } = await occupy();
    expect(await failing({ port })).toMatchObject({
      message: `port ${port} is taken: set PORT to another port, or to 0 for any free one`,
    });
    free();
  });

  test("when WTS_PORT is taken", async () => {
    const { port, free } = await occupy();
    expect(await failing({ wtsPort: port })).toMatchObject({
      message: expect.stringMatching(new RegExp(`^wts did not start:\\n[^]*:${port}$`)),
    });
    free();
  });

  test("when there is no secrets file", async () => {
    expect(await failing({ secretsFile: "/nowhere.json" })).toMatchObject({
      message: expect.stringContaining("the secrets file /nowhere.json cannot be read"),
    });
  });

  test("when nothing is packaged", async () => {
    expect(await failing({ packageDir: "/nowhere" })).toMatchObject({
      message: expect.stringContaining("run `npm run package` first"),
    });
  });

  test("when a zip is damaged", async () => {
    const damaged = tinyPackage({ show: { bundle: show } });
    writeFileSync(join(damaged.directory, "show.zip"), "damaged");
    expect(await failing({ packageDir: damaged.directory })).toMatchObject({
      message: expect.stringContaining("show.zip is not a zip file"),
    });
    damaged.remove();
  });
});
