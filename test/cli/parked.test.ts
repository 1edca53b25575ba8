// Parked messages: shown without being touched, and done again without being lost.

import { userInfo } from "node:os";
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { DiscardAnswer, DiscardPreview } from "../../cli/parked/discard-parked.ts";
import type { ReplayPreview } from "../../cli/parked/preview-replay.ts";
import { deduplicationIdOf } from "../../lib/aws/queue.ts";
import { placeOf } from "../../lib/commands/queue/work-command.ts";
import { commandIdOf } from "../../lib/core/command/command-id.ts";
import { failureRecord } from "../../local/lambda/invoke-asynchronously.ts";
import { type HooksForTests, runProcess, startHooks } from "./support/hooks-for-tests.ts";
import { commandId, parkedCommand, queuedCommand, requestEvent, sessionId } from "./support/queued-command.ts";

interface ParkedSummary {
  messageId: string;
  queue: string;
  at: string;
  door?: string;
  account?: string;
  sessionId?: string;
  command?: string;
  commandId?: string;
  reason: { code: string; message: string; issues: unknown[] };
  replay: string;
  content?: unknown;
}

interface Replayed {
  messageId: string;
  replayed: boolean;
  how: string;
}

let our: HooksForTests;
beforeAll(async () => {
  our = await startHooks();
});
afterEach(() => our.empty());
afterAll(() => our.stop());

const short = (id: string): string => id.slice(0, 8);
/** As `deliveries list` shows it. */
const command = (seed: string): string => commandId(seed).slice(0, 12);
const update = { command: "update", sessionId, status: "COMPLETED" };

/** Of every form one. */
const putAllForms = () => ({
  command: our.put("Parked", parkedCommand(queuedCommand("form-command"))),
  unread: our.put("Parked", {
    reason: { code: "ENVELOPE_INVALID", message: "the queue message is not JSON", issues: [] },
    parkedAt: "2026-11-20T12:00:01.000Z",
    door: "queue",
    body: "{nonsense",
  }),
  event: our.put("Parked", {
    reason: { code: "COMMAND_INVALID", message: "The command is not valid", issues: [] },
    parkedAt: "2026-11-20T12:00:02.000Z",
    door: "event",
    event: requestEvent("e-1", { ...update, status: "nope" }),
  }),
  failed: our.put(
    "Parked",
    failureRecord({
      deployedName: "wts-session-hooks-test-accept-update-event",
      event: requestEvent("e-2", update),
      condition: "RetriesExhausted",
      attempts: 3,
      error: new Error("out of memory"),
    }),
  ),
  // As EventBridge does, which says beside the event what went wrong.
  undelivered: our.put(
    "Parked",
    requestEvent("e-3", { ...update, command: "complete", status: undefined }),
    undefined,
    { ERROR_CODE: "NO_PERMISSIONS", RULE_ARN: "arn:aws:events:sa-east-1:000000000000:rule/bus/rule" },
  ),
  // As SQS does, which moves it as it is.
  crashed: our.put("Parked", { ...requestEvent("e-4", { sessionId }), "detail-type": "WTS SESSION_NEW" }),
  minute: our.put(
    "Parked",
    failureRecord({
      deployedName: "wts-session-hooks-test-reassign-session",
      event: { ...requestEvent("e-5", {}), "detail-type": "Scheduled Event", source: "aws.events" },
      condition: "RetriesExhausted",
      attempts: 3,
      error: new Error("Task timed out"),
    }),
  ),
  dead: our.put("CommandsDead", queuedCommand("form-dead", { account: "filial" }), "filial/one"),
  strange: our.put("Parked", "not even JSON"),
});

describe("parked list", () => {
  test("says so when there is nothing", async () => {
    expect(await our.hooks("parked", "list")).toEqual({
      code: 0,
      stdout: "Nothing is parked in the local stack.\n",
      stderr: "",
    });
    expect(await our.json("parked", "list")).toEqual([]);
  });

  test("knows every form in which something comes to lie there, in both queues", async () => {
    const ids = putAllForms();
    const messages = await our.json<ParkedSummary[]>("parked", "list");
    const known = Object.fromEntries(
      Object.entries(ids).map(([form, id]) => [form, messages.find(({ messageId }) => messageId === id)]),
    );
    expect(messages).toHaveLength(Object.keys(ids).length);
    expect(known).toMatchObject({
      command: {
        reason: { code: "RETRIES_EXHAUSTED" },
        door: "event",
        sessionId,
        command: "update",
        replay: "command",
      },
      unread: { reason: { code: "ENVELOPE_INVALID" }, door: "queue", replay: "nothing" },
      event: { reason: { code: "COMMAND_INVALID" }, door: "event", sessionId, account: "default", replay: "event" },
      failed: {
        reason: {
          code: "FUNCTION_FAILED",
          message: "wts-session-hooks-test-accept-update-event: Error: out of memory",
        },
        sessionId,
        replay: "event",
      },
      undelivered: {
        reason: { code: "EVENT_UNDELIVERED", message: "NO_PERMISSIONS" },
        command: "complete",
        replay: "event",
      },
      crashed: { reason: { code: "CRASHED" }, door: "event", sessionId, replay: "event" },
      minute: { reason: { code: "FUNCTION_FAILED" }, replay: "nothing" },
      dead: { queue: "commands-dead", reason: { code: "CRASHED" }, account: "filial", replay: "command" },
      strange: { reason: { code: "ENVELOPE_INVALID" }, replay: "nothing" },
    });
    const times = messages.map(({ at }) => at);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  test("removes nothing and hides nothing", async () => {
    putAllForms();
    await our.hooks("parked", "list");
    const { Parked, CommandsDead } = { Parked: our.inside("Parked"), CommandsDead: our.inside("CommandsDead") };
    expect([Parked.ready.length, Parked.hidden, CommandsDead.ready.length, CommandsDead.hidden]).toEqual([8, 0, 1, 0]);
  });

  test("reads more than one receive brings, each message once, and no more than the limit", async () => {
    const ids = Array.from({ length: 25 }, (_, index) =>
      our.put("Parked", parkedCommand(queuedCommand(`many-${index}`))),
    );
    const messages = await our.json<ParkedSummary[]>("parked", "list");
    expect(messages.map(({ messageId }) => messageId).toSorted()).toEqual(ids.toSorted());
    const few = await our.hooks("parked", "list", "--limit", "12");
    expect(few.stdout.split("\n").filter((line) => line.includes("RETRIES_EXHAUSTED"))).toHaveLength(12);
    expect(few.stderr).toContain("12 of about 25");
    expect(our.inside("Parked").hidden).toBe(0);
  });

  test("shows aligned columns to people", async () => {
    const id = our.put("Parked", parkedCommand(queuedCommand("aligned")));
    expect((await our.hooks("parked", "list")).stdout.trimEnd().split("\n")).toEqual([
      "ID        WHEN (UTC)           QUEUE   CAME BY  SOURCE     ACCOUNT  SESSION                               COMMAND  COMMAND ID    REASON",
      `${short(id)}  2026-11-20 12:00:00  parked  event    event:crm  default  ${sessionId}  update   ${command("aligned")}  RETRIES_EXHAUSTED`,
    ]);
  });

  test("names a session that is found otherwise only by what it is found by", async () => {
    const reference = { locator: { contactPhone: "5511987654321" }, onNone: "reject", onMany: "reject" } as const;
    const { targeted } = queuedCommand("by-phone");
    const unresolved = { ...targeted.command, sessionId: "unresolved" };
    our.put("Parked", parkedCommand(queuedCommand("by-phone", { targeted: { command: unresolved, reference } })));
    const { stdout } = await our.hooks("parked", "list");
    expect(stdout).toContain("by contactPhone");
    expect(stdout).not.toContain("98765");
  });

  test("does not let a sender steer the terminal", async () => {
    our.put("Parked", requestEvent("e-4", { ...update, sessionId: "\u001b[2J\u009b2Jhidden" }));
    const { stdout } = await our.hooks("parked", "list");
    expect(stdout).toContain("hidden");
    expect(stdout).not.toMatch(/(?!\n)\p{Cc}/u);
  });

  test("as a process, prints JSON and nothing else", async () => {
    our.put("Parked", parkedCommand(queuedCommand("process")));
    const { code, stdout, stderr } = await our.hooksProcess("parked", "list", "--json");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject([{ commandId: commandId("process") }]);
  });
});

describe("parked show", () => {
  const note = { command: "note", sessionId, text: "Ligar para Maria no +55 11 98765-4321" } as const;

  test("tells everything but texts and phone numbers, which it shows only when asked to", async () => {
    const queued = queuedCommand("private", { command: note });
    const id = our.put("Parked", parkedCommand(queued));
    const { stdout } = await our.hooks("parked", "show", short(id));
    expect(stdout).toContain(`command id  ${queued.id}`);
    expect(stdout).toContain("replay      as a command, attempt 1");
    expect(stdout).toContain('"text": "(37 characters)"');
    expect(stdout).not.toMatch(/Maria|98765/);
    const masked = await our.json<ParkedSummary>("parked", "show", short(id));
    expect(JSON.stringify(masked)).not.toMatch(/Maria|98765/);

    const revealed = await our.json<ParkedSummary>("parked", "show", short(id), "--reveal");
    expect(revealed.content).toEqual(parkedCommand(queued));
    expect((await our.hooks("parked", "show", short(id), "--reveal")).stdout).toContain(note.text);
  });

  test("hides a number in the reason, too", async () => {
    const reason = { code: "WTS_REFUSED", message: "O contato 5511987654321 foi bloqueado", issues: [] };
    const id = our.put("Parked", { ...parkedCommand(queuedCommand("blocked")), reason });
    const shown = [await our.hooks("parked", "show", id), await our.hooks("parked", "list", "--json")];
    for (const { stdout } of shown) expect(stdout).not.toContain("98765");
    expect((await our.hooks("parked", "show", id, "--reveal")).stdout).toContain("5511987654321");
  });

  test("lists the issues of a refusal", async () => {
    const issues = [{ path: "status", code: "STATUS_INVALID", message: "Add a valid status!" }];
    const reason = { code: "COMMAND_INVALID", message: "The command is not valid", issues };
    const id = our.put("Parked", {
      reason,
      parkedAt: "2026-11-20T12:00:00.000Z",
      door: "event",
      event: requestEvent("e-5", {}),
    });
    expect((await our.hooks("parked", "show", id)).stdout).toContain("status: Add a valid status! (STATUS_INVALID)");
  });

  test("hides what a message holds that is not even JSON", async () => {
    const id = our.put("Parked", "5511987654321 pediu o boleto");
    expect((await our.hooks("parked", "show", id)).stdout).not.toContain("boleto");
    expect((await our.hooks("parked", "show", id, "--reveal")).stdout).toContain("boleto");
  });

  test("refuses an id that nothing begins with", async () => {
    our.put("Parked", parkedCommand(queuedCommand("other")));
    const { code, stderr } = await our.hooks("parked", "show", "zzzz");
    expect(code).toBe(1);
    expect(stderr).toContain(
      "no message id and no command id of the 1 parked messages begins with zzzz: `parked list` shows them",
    );
    expect(our.inside("Parked").hidden).toBe(0);
  });

  test("finds a message by its command id, too, or the beginning of that", async () => {
    const id = our.put("Parked", parkedCommand(queuedCommand("by-command")));
    our.put("Parked", parkedCommand(queuedCommand("another")));
    our.put("Parked", "without a command id");
    for (const given of [commandId("by-command"), command("by-command")])
      expect(await our.json<ParkedSummary>("parked", "show", given)).toMatchObject({ messageId: id });
  });

  test("shows what is parked several times as one, by the id of any of its messages, and says how often it lies there", async () => {
    const ids = [1, 2].map(() => our.put("Parked", parkedCommand(queuedCommand("twice"))));
    for (const given of [command("twice"), ...ids])
      expect((await our.hooks("parked", "show", given)).stdout).toMatch(/^times +2: its sender sent it again/m);
    expect(our.inside("Parked")).toMatchObject({ ready: { length: 2 }, hidden: 0 });
  });

  test("refuses a beginning that several ids share, and names them", async () => {
    // More than there are first digits.
    for (let index = 0; index < 17; index += 1) our.put("Parked", parkedCommand(queuedCommand(`twin-${index}`)));
    const ids = our.inside("Parked").ready.map(({ id }) => id);
    const shared = ids.map((id) => id.slice(0, 1)).find((first, index, all) => all.indexOf(first) !== index) ?? "";
    const { code, stderr } = await our.hooks("parked", "show", shared);
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`\\d+ ids begin with ${shared}: ${shared}\\S+, .*; give more of it`));
  });
});

describe("parked replay", () => {
  test("sends a command again under its own id with another deduplication id, then removes it", async () => {
    const queued = queuedCommand("again");
    our.put("Commands", queued, "default/x");
    const id = our.put("Parked", parkedCommand(queued));
    const other = our.put("Parked", parkedCommand(queuedCommand("not-again")));
    const { code, stdout } = await our.hooks("parked", "replay", short(id));
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: [
        `${short(id)}  replayed  as a command, attempt 1, command ${command("again")}`,
        `What becomes of it, once it has begun: npm run hooks -- deliveries show ${queued.id}\n`,
      ].join("\n"),
    });
    const again = { ...queued, attempt: 1 };
    expect(our.inside("Commands").ready.slice(1)).toMatchObject([
      { body: again, deduplicationId: deduplicationIdOf(again), groupId: `default/${sessionId}` },
    ]);
    expect(deduplicationIdOf(again)).not.toBe(deduplicationIdOf(queued));
    expect(our.inside("Parked")).toMatchObject({ ready: [{ id: other }], hidden: 0 });
  });

  test("takes a command id, too", async () => {
    const queued = queuedCommand("by-command-id");
    const id = our.put("Parked", parkedCommand(queued));
    const other = our.put("Parked", parkedCommand(queuedCommand("not-named")));
    expect(await our.json<Replayed[]>("parked", "replay", command("by-command-id"))).toMatchObject([
      { messageId: id, replayed: true, commandId: queued.id },
    ]);
    expect(our.inside("Parked")).toMatchObject({ ready: [{ id: other }], hidden: 0 });
  });

  test("puts an event on the bus again so that the same command comes of it", async () => {
    const event = requestEvent("e-6", { ...update, occurredAt: "2026-11-20T11:00:00Z" });
    const reason = { code: "COMMAND_INVALID", message: "", issues: [] };
    const id = our.put("Parked", { reason, parkedAt: "2026-11-20T12:00:00.000Z", door: "event", event });
    expect(await our.json("parked", "replay", id)).toEqual([
      {
        messageId: id,
        replayed: true,
        how: "as an event on the bus",
        commandId: commandIdOf({ account: "default", source: "event:crm", deliveryId: "e-6", index: 0 }),
        by: userInfo().username,
        isNoted: false,
      },
    ]);
    expect(our.events).toMatchObject([
      {
        bus: "wts-session-hooks-test",
        event: {
          source: "crm",
          "detail-type": "Session Update Requested",
          detail: { ...event.detail, idempotencyKey: "e-6", correlationId: "e-6" },
        },
      },
    ]);
    expect(our.inside("Parked")).toEqual({ ready: [], hidden: 0 });
  });

  test("keeps the idempotency key that an event had", async () => {
    our.put("Parked", requestEvent("e-7", { ...update, idempotencyKey: "order-1", correlationId: "order-1" }));
    const [message] = await our.json<ParkedSummary[]>("parked", "list");
    const origin = { account: "default", source: "event:crm", deliveryId: "order-1", index: 0 };
    expect(message?.commandId).toBe(commandIdOf(origin));
    await our.hooks("parked", "replay", "--all");
    expect(our.events[0]?.event.detail).toMatchObject({ idempotencyKey: "order-1", correlationId: "order-1" });
  });

  test("--all unwraps what Lambda and EventBridge sent, and keeps what cannot be replayed, saying why", async () => {
    const ids = putAllForms();
    const { code, stdout, stderr } = await our.hooks("parked", "replay", "--all");
    const lines = stdout.trimEnd().split("\n");
    expect(lines).toHaveLength(10);
    expect(lines.at(-1)).toContain("npm run hooks -- deliveries show <command id>");
    expect(lines).toContain(
      `${short(ids.unread)}  kept  not possible: it cannot be read as a queue message: the queue message is not JSON`,
    );
    expect(lines).toContain(`${short(ids.strange)}  kept  not possible: it is of no form that we put there`);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: "error: 3 of 9 could not be replayed; nothing of them was lost\n",
    });
    expect(our.inside("Parked")).toMatchObject({ ready: { length: 3 }, hidden: 0 });
    expect(our.inside("CommandsDead")).toEqual({ ready: [], hidden: 0 });
    expect(our.inside("Commands").ready.map(({ body }) => body)).toEqual([
      queuedCommand("form-command", { attempt: 1 }),
      queuedCommand("form-dead", { attempt: 1, account: "filial" }),
    ]);
    expect(our.events.map(({ event }) => event.detail.idempotencyKey)).toEqual(["e-1", "e-2", "e-3", "e-4"]);
  });

  test("--all takes the oldest first, and all of one session in their order", async () => {
    for (const minute of [3, 1, 2])
      our.put(
        "Parked",
        parkedCommand(queuedCommand(`minute-${minute}`), "WTS_DENIED", `2026-11-20T12:0${minute}:00.000Z`),
      );
    for (const number of [1, 2, 3]) our.put("CommandsDead", queuedCommand(`dead-${number}`), "default/same");
    expect((await our.hooks("parked", "replay", "--all")).code).toBe(0);
    const sent = our.inside("Commands").ready.map(({ body }) => Object(body).deliveryId);
    expect(sent).toEqual(["minute-1", "minute-2", "minute-3", "dead-1", "dead-2", "dead-3"]);
    expect(our.inside("CommandsDead")).toEqual({ ready: [], hidden: 0 });
  });

  test("--all --reason leaves the others alone", async () => {
    our.put("Parked", parkedCommand(queuedCommand("denied"), "WTS_DENIED"));
    const other = our.put("Parked", parkedCommand(queuedCommand("refused"), "WTS_REFUSED"));
    expect(await our.json<Replayed[]>("parked", "replay", "--all", "--reason", "WTS_DENIED")).toHaveLength(1);
    expect(our.inside("Parked")).toMatchObject({ ready: [{ id: other }], hidden: 0 });

    const none = await our.hooks("parked", "replay", "--all", "--reason", "WTS_DENIED");
    expect(none).toMatchObject({
      code: 0,
      stdout: "Nothing to replay with the reason WTS_DENIED; there are others: WTS_REFUSED.\n",
    });
  });

  test("--all ends, though what it replays is parked again at once", async () => {
    const event = requestEvent("e-9", update);
    our.put("Parked", event);
    our.put("Parked", parkedCommand(queuedCommand("hopeless")));
    const stop = our.onEvent(() => {
      our.put("Parked", event);
      const child = queuedCommand("child", { causationId: commandId("hopeless"), attempt: 1 });
      our.put("Parked", parkedCommand(child));
    });
    const { code, stdout, stderr } = await our.hooks("parked", "replay", "--all");
    stop();
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: "2 of them were parked again meanwhile: see `parked list`\n",
    });
    expect(stdout.match(/ replayed /g)).toHaveLength(2);
    expect(our.inside("Parked")).toMatchObject({ ready: { length: 2 }, hidden: 0 });
  });

  test("--all of nothing is done at once", async () => {
    expect(await our.hooks("parked", "replay", "--all")).toMatchObject({
      code: 0,
      stdout: "Nothing to replay in the local stack.\n",
    });
  });

  test("--all sends nothing that may have been sent, whatever it was parked for", async () => {
    const message = { command: "message", sessionId, text: "Oi" } as const;
    const unknown = our.put(
      "Parked",
      parkedCommand(queuedCommand("unknown", { command: message }), "WTS_OUTCOME_UNKNOWN"),
    );
    const crashed = queuedCommand("crashed", { command: message });
    const sending = { step: "message", atMs: our.clock.now(), doubtful: false };
    await our.ledger
      .attempt(placeOf(crashed), { ...crashed, sessionId }, undefined, 1)
      .progress({ stepsDone: [], sending });
    const dead = our.put("CommandsDead", crashed, "default/crashed");

    const kept = await our.json<Replayed[]>("parked", "replay", "--all");
    expect(kept.map(({ messageId, replayed }) => [messageId, replayed])).toEqual([
      [unknown, false],
      [dead, false],
    ]);
    expect(our.inside("Commands").ready).toEqual([]);

    await our.hooks("parked", "replay", dead);
    await our.hooks("parked", "replay", "--all", "--reason", "WTS_OUTCOME_UNKNOWN");
    expect(our.inside("Commands").ready.map(({ body }) => Object(body).deliveryId)).toEqual(["crashed", "unknown"]);
  });

  test("refuses to start a loop again", async () => {
    const id = our.put("Parked", parkedCommand(queuedCommand("loop", { hops: 6 }), "HOPS_EXCEEDED"));
    const { code, stdout } = await our.hooks("parked", "replay", id);
    expect(code).toBe(1);
    expect(stdout).toContain("chain of events that cause each other");
    expect(our.inside("Parked")).toMatchObject({ ready: [{ id }], hidden: 0 });
  });

  test.each([["one by its id"], ["--all"]])("keeps the message when sending fails: %s", async (how) => {
    const id = our.put("Parked", parkedCommand(queuedCommand("kept"), "WTS_DENIED", "2026-11-20T12:00:00.000Z"));
    our.put("Parked", parkedCommand(queuedCommand("kept-too"), "WTS_DENIED", "2026-11-20T12:01:00.000Z"));
    const queues = { ...our.queueUrls, Commands: `${our.queueUrls.Parked}-gone.fifo` };
    const { code, stdout, stderr } = await our.runningOtherwise({ queues }, () =>
      our.hooks("parked", "replay", how === "--all" ? "--all" : id),
    );
    expect(code).toBe(1);
    expect(stdout + stderr).toContain("SQS did not take the command");
    // The first one already tells that the others would fare no better.
    expect(stdout.split("\n").filter((line) => line.includes("kept"))).toHaveLength(how === "--all" ? 1 : 0);
    expect(our.inside("Parked")).toMatchObject({ ready: { length: 2 }, hidden: 0 });
  });

  test.each([
    ["Scheduled Event", "aws.events", "it is a minute of a schedule, and the next minute was its repetition"],
    ["EC2 Instance State-change Notification", "aws.ec2", "it is an event of AWS's own"],
  ])("refuses what AWS alone may put on the bus (%s), and says why and what to do", async (type, source, why) => {
    const id = our.put("Parked", { ...requestEvent("e-8", {}), source, "detail-type": type });
    for (const what of ["--all", id]) {
      const { code, stdout } = await our.hooks("parked", "replay", what);
      expect(code).toBe(1);
      expect(stdout).toContain(`not possible: ${why}`);
      expect(stdout).toContain("`parked discard <id> --reason <text>`");
    }
    expect((await our.hooks("parked", "show", id)).stdout).toContain(why);
    expect(our.inside("Parked")).toMatchObject({ ready: { length: 1 }, hidden: 0 });
    expect((await our.hooks("parked", "discard", id, "--reason", "minuto", "--yes")).code).toBe(0);
    expect(our.inside("Parked").ready).toEqual([]);
  });

  test("keeps the event when the bus does not take it", async () => {
    our.put("Parked", requestEvent("e-8", update));
    const endpoints = { ...our.endpoints, AWS_ENDPOINT_URL_EVENTBRIDGE: "http://127.0.0.1:9" };
    const { code, stdout } = await our.runningOtherwise({ endpoints }, () => our.hooks("parked", "replay", "--all"));
    expect(code).toBe(1);
    expect(stdout).toContain("kept");
    expect(our.inside("Parked")).toMatchObject({ ready: { length: 1 }, hidden: 0 });
  });

  test("does not find what somebody else is reading, and says that it comes back", async () => {
    const id = our.put("Parked", parkedCommand(queuedCommand("busy")));
    const client = new SQSClient({
      region: "sa-east-1",
      endpoint: our.endpoints.AWS_ENDPOINT_URL_SQS,
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    });
    await client.send(new ReceiveMessageCommand({ QueueUrl: our.queueUrls.Parked, VisibilityTimeout: 30 }));
    client.destroy();
    expect((await our.hooks("parked", "replay", id)).stderr).toContain("is back in half a minute");
    expect((await our.hooks("parked", "list")).stderr).toContain("0 of about 1");
  });
});

describe("parked replay, of several", () => {
  const putThree = () =>
    ["first", "second", "third"].map((seed, index) =>
      our.put("Parked", parkedCommand(queuedCommand(seed), "RETRIES_EXHAUSTED", `2026-11-20T12:00:0${index}.000Z`)),
    );

  test("replays each that is named once, the oldest first, and leaves the others", async () => {
    const [first = "", second = "", third = ""] = putThree();
    const results = await our.json<Replayed[]>("parked", "replay", third, command("first"), short(third));
    expect(results.map(({ messageId, replayed }) => [messageId, replayed])).toEqual([
      [first, true],
      [third, true],
    ]);
    expect(our.inside("Commands").ready.map(({ body }) => Object(body).deliveryId)).toEqual(["first", "third"]);
    expect(our.inside("Parked")).toMatchObject({ ready: [{ id: second }], hidden: 0 });
  });

  test("replays none where one of them is not there any more", async () => {
    const [first = "", second = ""] = putThree();
    await our.hooks("parked", "discard", second, "--reason", "x", "--yes");
    const { code, stderr } = await our.hooks("parked", "replay", first, second);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(`begins with ${second}`) });
    expect(our.inside("Commands").ready).toEqual([]);
    expect(our.inside("Parked")).toMatchObject({ ready: { length: 2 }, hidden: 0 });
  });

  test("--dry-run says what would be replayed and what kept, and changes nothing", async () => {
    const ids = putAllForms();
    const before = our.inside("Parked").ready.map(({ id }) => id);
    const { messages } = await our.json<ReplayPreview>("parked", "replay", "--all", "--dry-run");
    const would = Object.entries(ids).map(([form, id]) => [
      form,
      messages.find(({ messageIds }) => messageIds.includes(id))?.would,
    ]);
    expect(Object.fromEntries(would)).toEqual({
      ...{ command: "replay", unread: "keep", event: "replay", failed: "replay", undelivered: "replay" },
      ...{ crashed: "replay", minute: "keep", dead: "replay", strange: "keep" },
    });
    const one = await our.json<ReplayPreview>("parked", "replay", ids.command, "--dry-run");
    expect(one).toMatchObject({
      dryRun: true,
      messages: [{ messageId: ids.command, would: "replay", how: "as a command, attempt 1" }],
    });
    const { code, stdout } = await our.hooks("parked", "replay", ids.command, "--dry-run");
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/RETRIES_EXHAUSTED +replay +as a command, attempt 1\n\nNothing was changed/),
    });
    expect([our.inside("Commands").ready, our.events]).toEqual([[], []]);
    expect(our.inside("Parked").ready.map(({ id }) => id)).toEqual(before);
  });

  test("--all --dry-run says of what may have been sent that it would be kept", async () => {
    our.put("Parked", parkedCommand(queuedCommand("doubt"), "WTS_OUTCOME_UNKNOWN"));
    const would = async (...args: string[]) =>
      (await our.json<ReplayPreview>("parked", "replay", ...args, "--dry-run")).messages.map((each) => each.would);
    expect(await would("--all")).toEqual(["keep"]);
    expect(await would("--all", "--reason", "WTS_OUTCOME_UNKNOWN")).toEqual(["replay"]);
    expect(await would(command("doubt"))).toEqual(["replay"]);
  });
});

describe("parked discard, of several", () => {
  test("discards those that are named, or all of a reason, and shows before which those are", async () => {
    const [one, other] = ["one", "other"].map((seed) =>
      our.put("Parked", parkedCommand(queuedCommand(seed), "COMMAND_INVALID")),
    );
    const left = our.put("Parked", parkedCommand(queuedCommand("left")));
    const { messages } = await our.json<DiscardPreview>(
      "parked",
      "discard",
      "--reason-code",
      "COMMAND_INVALID",
      "--dry-run",
    );
    expect(messages.map(({ messageId }) => messageId).toSorted()).toEqual([one, other].toSorted());
    expect(our.inside("Parked")).toMatchObject({ ready: { length: 3 }, hidden: 0 });
    const asked = ["parked", "discard", "--reason-code", "COMMAND_INVALID", "--reason", "teste"];
    expect((await our.hooks(...asked)).stderr).toContain("Discard 2 of the local stack? They are not done");
    const { discarded } = await our.json<DiscardAnswer>(...asked, "--yes");
    expect(discarded.flatMap(({ messageIds }) => messageIds).toSorted()).toEqual([one, other].toSorted());
    expect(our.inside("Parked")).toMatchObject({ ready: [{ id: left }], hidden: 0 });
    expect((await our.hooks(...asked)).stderr).toContain(
      "nothing is parked for COMMAND_INVALID; there are others: RETRIES_EXHAUSTED",
    );
    expect((await our.hooks("parked", "discard", "--reason", "x")).code).toBe(2);
    expect((await our.hooks("parked", "discard", "a", "--reason-code", "X", "--reason", "x")).code).toBe(2);
  });
});

describe("a stage", () => {
  test("is found by its names, whatever runs here", async () => {
    const inAws = {
      LOCAL_RUNNING_FILE: "/nowhere/running.json",
      AWS_ENDPOINT_URL: our.endpoints.AWS_ENDPOINT_URL_SQS,
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
      // The stage is where it is deployed to, not where its operator usually works.
      AWS_REGION: "eu-west-1",
    };
    our.put("Parked", parkedCommand(queuedCommand("staged")));
    const [found, missing] = await Promise.all([
      runProcess(["parked", "list", "--stage", "test", "--json"], inAws),
      runProcess(["parked", "list", "--stage", "tset"], inAws),
    ]);
    expect(JSON.parse(found.stdout)).toMatchObject([{ commandId: commandId("staged") }]);
    expect(missing).toMatchObject({ code: 1, stdout: "" });
    expect(missing.stderr).toMatch(
      /there is no queue wts-session-hooks-tset-\S+ in sa-east-1 of this AWS account: check --stage/,
    );
  });
});
