// `wts`: WTS tells our source of its events, once; nobody else's subscription is touched, and no secret is shown.
import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { wts } from "../../catalogue/sources/wts/source.ts";
import { defineConfig } from "../../lib/config.ts";
import { englishIn } from "../support/english-words.ts";
import { startTestStandIn, type TestStandIn, testAccounts } from "../support/wts-stand-in.ts";
import { type HooksForTests, runHere, startHooks } from "./support/hooks-for-tests.ts";

const secret = "the-secret-of-now-0123456789";
const older = "the-secret-before-0123456789";
const config = defineConfig({ language: "pt-BR", sources: { wts } });
const inEnglish = defineConfig({ sources: { wts } });

let standIn: TestStandIn;
let our: HooksForTests;

const writeSources = (sources: object): void => {
  const { secretsFile } = JSON.parse(readFileSync(our.environment.LOCAL_RUNNING_FILE, "utf8"));
  writeFileSync(secretsFile, JSON.stringify({ accounts: testAccounts, clients: {}, sources }));
};

beforeAll(async () => {
  standIn = await startTestStandIn();
  our = await startHooks({ wtsUrl: standIn.url, config });
});
beforeEach(async () => {
  await standIn.admin("POST", "reset", {});
  writeSources({ wts: [secret, older] });
});
afterAll(async () => {
  await our.stop();
  await standIn.stop();
});

interface Subscription {
  id: string;
  url: string;
  enabled: boolean;
  events: { event: string }[];
}

const api = async (method: string, path = "", body?: object): Promise<Subscription[]> => {
  const headers = { authorization: `Bearer ${testAccounts.default.apiKey}`, "content-type": "application/json" };
  const url = `${standIn.url}/core/v1/webhook/subscription${path}`;
  const response = await fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json().catch(() => [])) as Subscription[];
};
const atWts = async () =>
  (await api("GET")).map(({ url, enabled, events }) => ({ url, enabled, events: events.map(({ event }) => event) }));

const events = ["SESSION_NEW", "SESSION_UPDATE", "SESSION_COMPLETE"];
const ownUrl = `http://127.0.0.1:9/webhooks/wts/${secret}`;
const subscribed = { url: ownUrl, enabled: true, events };

const said = async (args: readonly string[], code = 0): Promise<string> => {
  const result = await our.hooks(...args);
  expect({ code: result.code, stderr: result.stderr }).toEqual({ code, stderr: "" });
  expect(result.stdout).not.toMatch(/the-secret/);
  expect(englishIn(result.stdout)).toEqual([]);
  return result.stdout;
};

describe("subscribe", () => {
  test("subscribes once, whatever is typed afterwards, and says so", async () => {
    expect(await said(["wts", "subscribe"])).toContain("Webhook cadastrado.");
    expect(await atWts()).toEqual([subscribed]);
    expect(await said(["wts", "subscribe", "--source", "wts"])).toContain("Já está cadastrado: nada foi alterado.");
    expect(await atWts()).toEqual([subscribed]);
  });

  test("with --dry-run says the same and writes nothing", async () => {
    expect(await said(["wts", "subscribe", "--dry-run"])).toMatch(/O webhook seria cadastrado\.\nNada foi gravado\./);
    expect(await atWts()).toEqual([]);
  });

  test("changes what is there after a rotation, with other events, or switched off", async () => {
    await api("POST", "", {
      name: "wts",
      url: ownUrl.replace(secret, "a-secret-that-was-taken-out"),
      events: ["SESSION_NEW", "CONTACT_NEW"],
      enabled: false,
    });
    const shown = await said(["wts", "subscribe"]);
    expect(shown).toContain(
      "passa a avisar também de SESSION_UPDATE, SESSION_COMPLETE e deixa de avisar de CONTACT_NEW",
    );
    expect(shown).toContain("o endereço leva o segredo atual da fonte");
    expect(shown).toContain("volta a ficar ligado");
    expect(await atWts()).toEqual([subscribed]);
  });

  test("lets an address with the other secret of the source be, and names a second one", async () => {
    await api("POST", "", { name: "one", url: ownUrl.replace(secret, older), events });
    await api("POST", "", { name: "two", url: ownUrl, events });
    const before = await atWts();
    const shown = await said(["wts", "subscribe"]);
    expect(shown).toMatch(
      /Há mais 1 webhook desta fonte.+\n {2}`npm run hooks -- wts unsubscribe [\da-f-]{36}` retira/,
    );
    expect(await atWts()).toEqual(before);
  });

  test("another's subscription is left alone", async () => {
    const other = { url: "http://127.0.0.1:7/n8n/another-secret", enabled: true, events: ["SESSION_NEW"] };
    await api("POST", "", { name: "n8n", ...other });
    await said(["wts", "subscribe"]);
    expect(await atWts()).toEqual([other, subscribed]);
  });

  test("goes to the account of the source, and to the address that is given", async () => {
    const ofBranch = defineConfig({ sources: { wts: { ...wts, account: "filial" } } });
    const args = ["wts", "subscribe", "--url", "http://127.0.0.1:8/", "--json"];
    const { stdout } = await runHere(args, our.environment, { config: ofBranch });
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ account: "filial", source: "wts", plan: "create", others: [], notOffered: [] },
      address: "http://127.0.0.1:8/webhooks/wts/…",
    });
    expect(await atWts()).toEqual([]);
  });

  test("an event that WTS does not offer is left out and said; without any there is nothing to do", async () => {
    const publishing = (publish: string[]) => defineConfig({ sources: { wts: { ...wts, publish } } });
    const some = await runHere(["wts", "subscribe"], our.environment, {
      config: publishing(["SESSION_NEW", "TEMPLATE_NEW"]),
    });
    expect(some.stdout).toContain("WTS does not offer TEMPLATE_NEW in this account: they are left out.");
    expect(await atWts()).toEqual([{ ...subscribed, events: ["SESSION_NEW"] }]);
    await standIn.admin("POST", "reset", {});
    const none = await runHere(["wts", "subscribe"], our.environment, { config: publishing(["TEMPLATE_NEW"]) });
    expect(none).toMatchObject({ code: 1, stderr: expect.stringContaining("WTS offers none of TEMPLATE_NEW") });
  });

  test.each([
    [{}, [], "no source of hooks.config.ts publishes events of WTS"],
    [{ wts, again: wts }, [], "wts, again publish events of WTS: name one with --source"],
    [{ wts }, ["--source", "wst"], "hooks.config.ts has no source wst, only wts"],
    [{ wts: { verify: "wts", map: "body" } }, ["--source", "wts"], "the source wts publishes nothing of WTS"],
    [{ other: wts }, [], 'has no secret for other: add "other": ["…"] under `sources` there'],
    [
      { wts: { ...wts, verify: { scheme: "wts", header: "x-secret" } } },
      [],
      "expects its secret in a header, and WTS sends none",
    ],
  ] as const)("%j with %j is refused with what to do", async (sources, args, message) => {
    const refused = defineConfig({ sources: sources as Parameters<typeof defineConfig>[0]["sources"] });
    const result = await runHere(["wts", "subscribe", ...args], our.environment, { config: refused });
    expect(result).toMatchObject({ code: 1, stdout: "" });
    expect(result.stderr).toContain(message);
    expect(await atWts()).toEqual([]);
  });

  test("what WTS itself cannot reach is not subscribed there", async () => {
    const endpoints = { ...our.endpoints, WTS_BASE_URL: "https://api.wts.chat" };
    const { code, stderr } = await our.runningOtherwise({ endpoints }, () => our.hooks("wts", "subscribe"));
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining("WTS does not reach this machine: open a tunnel"),
    });
  });

  test("a key that WTS refuses is said as what it is, and an address that is none is wrong usage", async () => {
    standIn.writeAccounts({ ...testAccounts, default: { apiKey: "pn_another_key_0123456789" } });
    const { code, stderr } = await our.hooks("wts", "subscribe");
    standIn.writeAccounts(testAccounts);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/^error: WTS Chat .*API key/) });
    expect((await our.hooks("wts", "subscribe", "--url", "api.example.com")).code).toBe(2);
  });
});

describe("subscriptions", () => {
  test("are shown with whose they are, and what misses is said", async () => {
    expect(await said(["wts", "subscriptions"])).toMatch(
      /não avisa ninguém.+\nO WTS não avisa a fonte wts como deveria: `npm run hooks -- wts subscribe --source wts`/,
    );
    await api("POST", "", {
      name: "n8n\n\u202e",
      url: "http://127.0.0.1:7/the-secret-path/x",
      events: ["SESSION_NEW"],
    });
    await said(["wts", "subscribe"]);
    const shown = await said(["wts", "subscriptions"]);
    expect(shown).toMatch(/ID +NOME +ENDEREÇO +SITUAÇÃO +DE QUEM +EVENTOS/);
    expect(shown).toMatch(/http:\/\/127\.0\.0\.1:7\/… +ligado +de terceiros +SESSION_NEW\n/);
    expect(shown).toMatch(/wts +http:\/\/127\.0\.0\.1:9\/webhooks\/wts\/… +ligado +nosso: wts/);
    expect(shown).not.toContain("deveria");
  });

  test("beside another address are none of ours", async () => {
    await said(["wts", "subscribe"]);
    const elsewhere = ["wts", "subscriptions", "--json", "--url", "https://elsewhere.example"];
    const { stdout } = await runHere(elsewhere, our.environment, { config: inEnglish });
    expect(JSON.parse(stdout)).toMatchObject({ missing: ["wts"], subscriptions: [{ enabled: true, events }] });
  });
});

describe("unsubscribe", () => {
  const answers = (answer: string) => ({ config: inEnglish, ask: async () => answer });

  test("takes ours away after a yes, and nobody else's", async () => {
    await api("POST", "", { name: "n8n", url: "http://127.0.0.1:7/n8n/another", events: ["SESSION_NEW"] });
    await said(["wts", "subscribe"]);
    const refused = await runHere(["wts", "unsubscribe"], our.environment, answers("n"));
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("the answer was not yes") });
    expect(await our.hooks("wts", "unsubscribe")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("add --yes"),
    });
    expect(await atWts()).toHaveLength(2);
    const done = await runHere(["wts", "unsubscribe"], our.environment, answers("y"));
    expect(done).toEqual({ code: 0, stderr: "", stdout: "Taken away: http://127.0.0.1:9/webhooks/wts/…\n" });
    expect(await atWts()).toMatchObject([{ url: "http://127.0.0.1:7/n8n/another" }]);
    expect(await said(["wts", "unsubscribe", "--yes"])).toContain("não há webhook a retirar");
  });

  test("takes the named one away, by the beginning of its id", async () => {
    await api("POST", "", { name: "n8n", url: "http://127.0.0.1:7/n8n/another", events: ["SESSION_NEW"] });
    const [{ id } = { id: "" }] = await api("GET");
    expect(await our.hooks("wts", "unsubscribe", "nope", "--yes")).toMatchObject({
      ...{ code: 1, stderr: expect.stringContaining("has no subscription nope") },
    });
    await said(["wts", "unsubscribe", id.slice(0, 8), "--yes"]);
    expect(await atWts()).toEqual([]);
  });
});
