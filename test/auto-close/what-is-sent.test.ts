// What auto-close says to a contact: by name, as a template outside WhatsApp's window, and not a word to who wants none.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { previewRun } from "../../lib/auto-close/preview-run.ts";
import type { HooksConfigInput } from "../../lib/config.ts";
import { journalOf } from "../support/wts-stand-in.ts";
import { hourMs, minuteMs, type RunServers, runWorld, sessionIdOf, startRunServers } from "./support/run-world.ts";

let servers: RunServers;
beforeAll(async () => {
  servers = await startRunServers();
});
afterAll(() => servers.stop());

type Policy = NonNullable<NonNullable<HooksConfigInput["autoClose"]>["policies"]>[number];

const [warningId, farewellId] = ["7e3a0000-0000-4000-8000-000000000001", "7e3a0000-0000-4000-8000-000000000002"];
const warning = { text: "Olá, {nome|cliente}! Ainda precisa de ajuda ({protocolo})?", grace: { minutes: 60 } };
const farewell = "{atendente|Nossa equipe} agradece, {nome|cliente}.";
const warningTemplate = { id: warningId, parameters: { nome: "{nome|cliente}" } };

const worldOf = async (
  policy: Partial<Policy>,
  sessions: readonly object[],
  messages?: HooksConfigInput["messages"],
) => {
  const autoClose = {
    policies: [
      { name: "gentle", idle: { hours: 4 }, warning, whenUnsendable: "leave" as const, close: { farewell }, ...policy },
    ],
  };
  const world = runWorld(servers, { autoClose, ...(messages && { config: { messages } }) });
  await world.hold(sessions.map((session) => ({ contactName: "MARIA DA SILVA", number: "2026111900042", ...session })));
  await world.confirm();
  return world;
};
const official = (hoursAgo: number, clockMs: number) => ({
  channelType: "CLOUDAPI_WHATSAPP",
  lastMessageIn: new Date(clockMs - hoursAgo * hourMs).toISOString(),
});
const noonMs = Date.parse("2026-11-20T12:00:00Z");
const said = async (world: Awaited<ReturnType<typeof worldOf>>) =>
  (await journalOf(world.admin, true)).filter(({ path }) => /message(\/sync)?$/.test(path)).map(({ body }) => body);

test("the warning and the farewell greet by the first name, and name who had the session", async () => {
  const world = await worldOf({}, [
    {},
    { contactName: "5511980045904", number: "2026111900043", userId: null, status: "PENDING" },
  ]);
  await world.tick();
  await world.advance(61 * minuteMs);
  await world.tick();
  expect(await world.closed()).toEqual([0, 1]);
  const texts = (await said(world)).map((body) => (body as { text: string }).text);
  expect(texts.slice(0, 2).toSorted()).toEqual([
    "Olá, Maria! Ainda precisa de ajuda (2026111900042)?",
    "Olá, cliente! Ainda precisa de ajuda (2026111900043)?",
  ]);
  expect(texts[3]).toBe("Nossa equipe agradece, cliente.");
  expect(texts[2]).toMatch(/agradece, Maria\.$/);
  expect(texts.join()).not.toMatch(/[{}|]/);
});

test.each([{}, { templateShown: "nothing" }])(
  "outside the window the templates go out in their place, and are not taken for somebody's answer: %p",
  async (switches) => {
    const world = await worldOf(
      {
        warning: { ...warning, template: warningTemplate },
        close: { farewell: { text: farewell, template: { id: farewellId } } },
      },
      [official(30, noonMs)],
    );
    await world.admin("PUT", "switches", switches);
    await world.tick();
    await world.advance(30 * minuteMs);
    await world.tick();
    expect(await world.closed()).toEqual([]);
    await world.advance(31 * minuteMs);
    await world.tick();
    expect(await said(world)).toEqual([
      { templateId: warningId, parameters: { nome: "Maria" } },
      { templateId: farewellId },
    ]);
    expect(await world.closed()).toEqual([0]);
  },
);

test("outside the window a text without a template is not sent, as whenUnsendable says", async () => {
  for (const [whenUnsendable, closed] of [
    ["leave", []],
    ["close", [0]],
  ] as const) {
    const world = await worldOf({ whenUnsendable }, [official(30, noonMs)]);
    await world.tick();
    expect([await said(world), await world.closed()]).toEqual([[], closed]);
  }
});

test("a text about the protocol is not sent where WTS has none", async () => {
  const world = await worldOf({}, [{ number: null }]);
  await world.tick();
  expect([await said(world), await world.closed()]).toEqual([[], []]);
});

test("a contact that is called otherwise by now was warned all the same", async () => {
  const world = await worldOf({}, [{}]);
  await world.tick();
  await world.admin("PUT", `sessions/${sessionIdOf(0)}`, { contactName: "Joana" });
  await world.advance(61 * minuteMs);
  await world.tick();
  expect((await said(world)).length).toBe(2);
  expect(await world.closed()).toEqual([0]);
});

describe("not a word goes to", () => {
  test.each([
    ["a blocked contact", { contactStatus: "BLOCKED" }, "CONTACT_BLOCKED"],
    ["one with a tag of neverMessage", { contactTags: ["Não perturbe"] }, "CONTACT_TAGGED"],
  ])("%s: it is closed in silence", async (_who, session, code) => {
    const world = await worldOf({}, [session], { neverMessage: ["não perturbe"] });
    await world.tick();
    expect([await said(world), await world.closed()]).toEqual([[], [0]]);
    expect(world.events()[0]?.detail.reasons).toContain(code);
  });

  test("who wrote PARE and was answered, nor to it in what we begin: both are closed in silence", async () => {
    const contactId = "c0de0000-0000-4000-8000-0000000000aa";
    const silent = { contactId, lastMessageIn: null };
    const world = await worldOf({}, [
      { contactId, lastMessageIn: new Date(noonMs).toISOString(), lastMessageOut: null },
      {},
    ]);
    await world.say(0, "FROM_HUB", "Pare!");
    await world.say(0, "TO_HUB", "Tudo bem, não enviamos mais nada.", "DEFAULT");
    await world.advance(5 * hourMs);
    await world.tick();
    expect([await world.closed(), (await said(world)).length]).toEqual([[0], 1]);
    await world.admin("PUT", `sessions/${sessionIdOf(2)}`, {
      ...silent,
      status: "IN_PROGRESS",
      channelType: "ZAPI_WHATSAPP",
      createdAt: new Date(noonMs - 30 * hourMs).toISOString(),
      lastMessageOut: new Date(noonMs - 29 * hourMs).toISOString(),
    });
    await world.advance(16 * minuteMs);
    await world.tick();
    expect([await world.closed(), (await said(world)).length]).toEqual([[0, 2], 1]);
  });

  test("who wrote PARE, in a preview: it says why, and remembers nothing", async () => {
    const world = await worldOf({}, [{ contactId: "c0de0000-0000-4000-8000-0000000000bb" }]);
    await world.say(0, "FROM_HUB", "PARE");
    await world.say(0, "TO_HUB", "Tudo bem.", "DEFAULT");
    await world.advance(5 * hourMs);
    const found: unknown[] = [];
    await previewRun(world.dependencies, {
      account: "default",
      nowMs: world.clock.now(),
      endBy: world.clock.now() + 100_000,
      onSession: (_session, previewed) => found.push("plan" in previewed && previewed.plan.reasons),
      onPage: () => {},
    });
    expect(found).toEqual([expect.arrayContaining(["CONTACT_OPTED_OUT"])]);
    const contact = { account: "default", contactId: "c0de0000-0000-4000-8000-0000000000bb" };
    expect(await world.dependencies.optOuts.isOut(contact)).toBe(false);
  });
});
