// A file of any format is explained, and sent, as the same body would be taken at the door.
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { explainDelivery } from "../../cli/webhooks/explain-delivery.ts";
import { readRequestFile } from "../../cli/webhooks/read-request.ts";
import type { SourceInput } from "../../lib/config.ts";
import { signRequest } from "../../local/sign-request.ts";
import { boxHere } from "../support/box-here.ts";
import { multipart, multipartType } from "../support/multipart.ts";
import { type EventParts, webhookEndpoint } from "../support/webhook-endpoint.ts";
import { type HooksForTests, runHere, startHooks } from "./support/hooks-for-tests.ts";

const folder = mkdtempSync(join(tmpdir(), "explain-formats-"));
afterAll(() => rmSync(folder, { recursive: true }));
const fileOf = (content: string | Uint8Array): string => {
  const path = join(folder, `${Math.random()}`.slice(2));
  writeFileSync(path, content);
  return path;
};

const sessionId = "2617d127-4314-4954-a7f6-07c17e7f7d2c";
const secret = "a-secret-of-this-test-0123456789";
const map = { command: "'note'", sessionId: `'${sessionId}'`, text: "$string(body)" };

/** What the file is explained to become, and what its body becomes at the door. */
const both = async (source: Partial<SourceInput>, file: string, header: Record<string, string>, sent: EventParts) => {
  const endpoint = webhookEndpoint({ sources: { crm: { verify: "github", map, ...source } } }, { crm: [secret] });
  const [configured] = Object.values(endpoint.config.sources);
  if (!configured) throw new Error("unreachable");
  const now = new Date(endpoint.clock.now());
  const { request } = readRequestFile(file, header);
  const signed = signRequest(request, { name: "crm", source: configured, secret, publicUrl: undefined, now });
  const { steps, verdict } = await explainDelivery(
    { ...request, path: { source: "crm" }, headers: signed.headers, bytes: signed.body },
    {
      ...{ config: endpoint.config, name: "crm", source: configured, access: endpoint.held.access, now },
      box: boxHere(endpoint.config.sources),
    },
  );
  const shown = steps.find(({ step }) => step === "commands")?.shows ?? [];
  await endpoint.call(endpoint.signed("crm", { base64: true, ...sent }));
  const taken = endpoint.taken.queued.map(({ targeted }) => targeted);
  return { shown: (shown as { command: object }[]).map(({ command }) => ({ command })), taken, verdict, steps };
};

describe("explain answers what the door does", () => {
  const form = "application/x-www-form-urlencoded";
  const latin1 = (text: string) => Buffer.from(text, "latin1");

  test.each<[string, string | Uint8Array, string | undefined]>([
    ["JSON", '{"nome":"José","id":820982911946154508}', undefined],
    ["a form", "nome=Jos%C3%A9&nome=Ana&a[b]=1\n", undefined],
    ["a form in Latin-1", "nome=Jos%E9", `${form}; charset=ISO-8859-1`],
    ["a form in bytes of Latin-1", latin1("nome=José"), `${form}; charset=ISO-8859-1`],
    ["multipart", multipart([["nome", "José"]]), undefined],
    ["JSON in Latin-1", latin1('{"nome":"José"}'), "application/json; charset=iso-8859-1"],
    ["a text in Latin-1", latin1("<nome>José</nome>"), "text/xml; charset=iso-8859-1"],
    ["a text", "<nome>José</nome>", undefined],
  ])("for the file of %s", async (_what, body, type) => {
    const header: Record<string, string> = type === undefined ? {} : { "content-type": type };
    const { shown, taken, verdict } = await both({}, fileOf(body), header, { body, headers: header });
    expect(taken).toHaveLength(1);
    expect(shown).toEqual(taken);
    expect(JSON.stringify(shown)).toMatch(/José/);
    expect(verdict).toMatch(/^not looked up: it would be queued/);
  });

  test.each<[string, string | Uint8Array, Partial<SourceInput>]>([
    ["is no UTF-8, and says no charset", "nome=Jos%E9", {}],
    ["is not of the format that is stated", "nome=Ana", { format: "json" }],
  ])("for the file that %s", async (_what, body, source) => {
    const { shown, taken, verdict } = await both(source, fileOf(body), {}, { body });
    expect([shown, taken]).toEqual([[], []]);
    expect(verdict).toContain("parked");
  });

  test("for what n8n shows of a form", async () => {
    const file = fileOf(
      JSON.stringify([
        {
          headers: { "content-type": form, host: "n8n.example" },
          query: {},
          body: { nome: "José", leads: { status: [{ id: "7" }] }, tag: ["a", "b"] },
        },
      ]),
    );
    const body = new URLSearchParams([
      ["nome", "José"],
      ["leads[status][id]", "7"],
      ["tag", "a"],
      ["tag", "b"],
    ]).toString();
    const { shown, taken } = await both({}, file, {}, { body });
    expect(shown).toEqual(taken);
  });

  test("and says how it is read", async () => {
    const { steps } = await both({ format: "text" }, fileOf("a=1"), {}, { body: "a=1" });
    expect(steps[0]?.says).toEqual(["3 bytes of application/x-www-form-urlencoded; read as text"]);
  });
});

describe("on the command line", () => {
  test("a header says which charset a file is in", async () => {
    const file = fileOf(Buffer.from("nome=José", "latin1"));
    const args = ["explain", file, "--source", "asaas", "--sign"];
    const type = "Content-Type: application/x-www-form-urlencoded; charset=iso-8859-1";
    expect((await runHere([...args, "--header", type], {})).stdout).toMatch(/bytes.*✓ 9 bytes of application\/x-www/);
    expect((await runHere([...args], {})).stdout).toContain("✗ the body is not valid UTF-8");
    const wrong = await runHere([...args, "--header", "nonsense"], {});
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('Expected a header as "name: value"')]);
  });

  test("a time without an offset is of the configured zone", async () => {
    const file = fileOf('{"id":"evt_1"}');
    const at = (time: string) => runHere(["explain", file, "--source", "asaas", "--sign", "--at", time], {});
    expect((await at("30/11/2026 18:00")).code).toBe(0);
    const wrong = await at("30/11/2026");
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringMatching(/--at: .*a day without a time/)]);
  });
});

describe("send posts the bytes of a file as they are", () => {
  const received: { type: string | undefined; body: Buffer }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request
      .on("data", (chunk: Buffer) => chunks.push(chunk))
      .on("end", () => {
        received.push({ type: request.headers["content-type"], body: Buffer.concat(chunks) });
        response.writeHead(202, { "content-type": "application/json" }).end('{"commandIds":[]}');
      });
  });
  let our: HooksForTests;
  let url: string;
  beforeAll(async () => {
    our = await startHooks();
    await once(server.listen(0, "127.0.0.1"), "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.close();
    await our.stop();
  });

  test.each<[string, string | Uint8Array, string | undefined, string]>([
    ["a form", "nome=Jos%C3%A9", undefined, "application/x-www-form-urlencoded"],
    ["multipart", multipart([["nome", "José"]]), undefined, "multipart/form-data"],
    [
      "Latin-1",
      Buffer.from("<nome>José</nome>", "latin1"),
      "text/xml; charset=iso-8859-1",
      "text/xml; charset=iso-8859-1",
    ],
    ["a content type of its own", multipart([["nome", "José"]]), multipartType, multipartType],
  ])("of %s", async (_what, body, type, expected) => {
    const header = type === undefined ? [] : ["--header", `content-type: ${type}`];
    const { code } = await our.hooks("send", "stripe", "--file", fileOf(body), "--url", url, ...header);
    expect(code).toBe(0);
    expect(received.splice(0)).toEqual([{ type: expected, body: Buffer.from(body as string) }]);
  });
});
