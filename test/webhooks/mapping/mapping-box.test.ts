// A mapping costs nobody but its own delivery, whatever a payload makes of it: the box is killed, and the next delivery has another one.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { buildSync } from "esbuild";
import type { Fault } from "../../../lib/core/faults.ts";
import { type MappingBox, mappingBox } from "../../../lib/webhooks/mapping/mapping-box.ts";
import type { Delivery } from "../../../lib/webhooks/sources/sources.ts";
import { hostileDeliveries } from "../../support/hostile-sources.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "mapping-box-"));

/** It is bundled, as the real one is: a box starts quickly then. On a machine that does much else, even that may take long. */
const boxOf = (sources: string): MappingBox => {
  const outfile = join(folder, `${sources}.mjs`);
  const contents = `import { sources } from "./test/support/${sources}.ts"; import { serveBox } from "./lib/webhooks/mapping/serve-box.ts"; await serveBox(sources);`;
  buildSync({
    ...{ stdin: { contents, resolveDir: root }, outfile, bundle: true, format: "esm", platform: "node" },
    mainFields: ["module", "main"],
    // In the box there are no files, so that the package is bundled from where it stands, as the build does it.
    alias: { "wts-session-hooks": join(root, "lib/config.ts") },
  });
  return mappingBox({ file: pathToFileURL(outfile), startLimitMs: 60_000 });
};

const deliveryOf = (source: string, body: unknown = {}): Delivery => ({
  ...{ source, method: "POST", headers: {}, query: {}, body, receivedAt: "2026-11-30T18:00:00.000Z", lookup: {} },
});

let box: MappingBox;
beforeAll(() => {
  process.env.A_SECRET_OF_THIS_TEST = "a-secret-of-this-test-0123456789";
  box = boxOf("hostile-sources");
});
afterAll(() => {
  delete process.env.A_SECRET_OF_THIS_TEST;
  box.stop();
  rmSync(folder, { recursive: true });
});

const ask = (source: string, body?: unknown) =>
  box.ask({ source, delivery: deliveryOf(source, body), parts: ["filter", "deliveryId", "map"] });

/** What the log says of it. */
const reasonOf = async (source: string): Promise<unknown> => {
  const { body = "{}" } = hostileDeliveries.find((each) => each.source === source) ?? {};
  const failure = await ask(source, JSON.parse(body)).then(
    (answer) => answer.map,
    (fault: Fault) => fault.logged.threw,
  );
  return Object(failure).thrown?.problem ?? failure;
};

/** V8 may need longer to give up than the time that there is. */
const timeOrMemory = expect.stringMatching(/^out of (?:time|memory)$/);

describe("one that is hostile ends alone", () => {
  test.each<[string, unknown]>([
    ["loop", "out of time"],
    ["buffers", timeOrMemory],
    ["exit", "ended"],
    ["large", "too large"],
    ["thenable", expect.stringMatching(/promise/)],
  ])("%s", async (source, reason) => {
    expect(await reasonOf(source)).toEqual(reason);
    const text = `after ${source}`;
    expect(await ask("calm", { text })).toMatchObject({ map: { value: { text } } });
  });
});

test("each of many at once gets the answer to its own question, also beside one that is killed", async () => {
  const texts = Array.from({ length: 20 }, (_, index) => `text ${index}`);
  const [, ...answers] = await Promise.all([
    ask("exit").catch(() => {}),
    ...texts.map((text) => ask("calm", { text })),
  ]);
  expect(answers).toMatchObject(texts.map((text) => ({ map: { value: { text } } })));
});

describe("a frame that a mapping writes to the pipe itself", () => {
  test.each(["", "no JSON", "null", "[]", '"x"', "{}"])("%j ends nobody but the box", async (frame) => {
    expect(await ask("forge", { frames: [frame] }).catch((fault: Fault) => fault.logged.threw)).toBe("ended");
    expect(await ask("calm", { text: "after" })).toMatchObject({ map: { value: { text: "after" } } });
  });

  test("answers no question, be it this one or one to come", async () => {
    const answer = { map: { value: { text: "forged" } } };
    for (const idOf of [Number, String]) {
      const frames = Array.from({ length: 200 }, (_, index) => JSON.stringify({ id: idOf(index), answer }));
      const asked = [ask("forge", { frames }), ...["a", "b", "c"].map((text) => ask("calm", { text }))];
      const [own, ...others] = await Promise.allSettled(asked);
      expect(JSON.stringify(own)).not.toContain("forged");
      expect(others).toMatchObject(["a", "b", "c"].map((text) => ({ value: { map: { value: { text } } } })));
    }
  });
});

test("expressions are worked out without a source, each by itself", async () => {
  const delivery = deliveryOf("calm", { n: 4, json: '{"a":[1,12345678901234567890]}' });
  const texts = ["body.n * 2", "$number('x')", "$parseJson(body.json).a", "body.json.$parseJson(`n`)"];
  expect(await box.ask({ texts, delivery })).toMatchObject([
    { value: 8 },
    { thrown: { code: "D3030" } },
    { value: [1, "12345678901234567890"] },
    {},
  ]);
});

test("it knows nothing of the environment, and has neither files nor processes", async () => {
  const spying = boxOf("spying-sources");
  try {
    const { map } = await spying.ask({ source: "spy", delivery: deliveryOf("spy"), parts: ["map"] });
    expect(map).toEqual({
      value: {
        variables: expect.not.stringMatching(/SECRET|AWS|HOME/),
        write: "ERR_ACCESS_DENIED",
        start: "ERR_ACCESS_DENIED",
        thread: "ERR_ACCESS_DENIED",
      },
    });
  } finally {
    spying.stop();
  }
});
