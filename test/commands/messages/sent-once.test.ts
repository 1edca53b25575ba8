// What may have been sent is looked for before it is sent again: by what went out then, whatever the contact is called by now.
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { applyCommand } from "../../../lib/commands/apply/apply.ts";
import { type StepRecord, unrecorded } from "../../../lib/commands/apply/step-record.ts";
import type { MessageCommand } from "../../../lib/core/command/command.ts";
import type { Fault } from "../../../lib/core/faults.ts";
import type { Sending } from "../../../lib/records/ledger.ts";
import { type ManualClock, manualClock } from "../../support/manual-clock.ts";
import { wtsForTests } from "../../support/wts-for-tests.ts";
import { journalOf, startTestStandIn, type TestStandIn } from "../../support/wts-stand-in.ts";

const nowMs = Date.parse("2026-11-27T15:00:00Z");
const sessionId = "5e550000-0000-4000-8000-000000000001";
const template = { id: "7e3a0000-0000-4000-8000-000000000001", parameters: { nome: "{nome|cliente}" } };
const message: MessageCommand = { command: "message", sessionId, text: "Olá, {nome|cliente}!", template };

let standIn: TestStandIn;
let clock: ManualClock;

beforeAll(async () => {
  standIn = await startTestStandIn();
});
afterAll(() => standIn.stop());
beforeEach(() => {
  clock = manualClock(nowMs);
});

const hold = async (hoursAgo: number, switches: object = {}): Promise<void> => {
  await standIn.admin("POST", "reset", {
    clock: { now: new Date(nowMs).toISOString(), frozen: true },
    sessions: [
      {
        id: sessionId,
        status: "IN_PROGRESS",
        channelType: "CLOUDAPI_WHATSAPP",
        contactName: "Maria",
        lastMessageIn: new Date(nowMs - hoursAgo * 3_600_000).toISOString(),
      },
    ],
  });
  await standIn.admin("PUT", "switches", switches);
};

/** Its worker dies once the text is out: what it noted before is all that the next one knows. */
const sendAndDie = async (): Promise<Sending> => {
  let sending: Sending | undefined;
  const steps: StepRecord = {
    ...unrecorded,
    before: async (step, _kind, mark) => {
      sending = { step, atMs: clock.now(), doubtful: false, ...(mark !== undefined && { mark }) };
    },
  };
  await applyCommand(message, { wts: wtsForTests(standIn.url, clock), clock, steps });
  if (!sending) throw new Error("nothing was noted");
  return sending;
};
const sendAgain = async (sending: Sending): Promise<string> => {
  clock.advance(60_000);
  return applyCommand(message, { wts: wtsForTests(standIn.url, clock), clock, steps: { ...unrecorded, sending } }).then(
    () => "applied",
    ({ code }: Fault) => code,
  );
};
const sent = async () => (await journalOf(standIn.admin, true)).length;

test("a text is found although the contact is called otherwise by now", async () => {
  await hold(1);
  const sending = await sendAndDie();
  await standIn.admin("PUT", `sessions/${sessionId}`, { contactName: "Joana" });
  expect([await sendAgain(sending), await sent()]).toEqual(["applied", 1]);
});

test("a template is found by its id, also where the window has opened since", async () => {
  await hold(30);
  const sending = await sendAndDie();
  await standIn.admin("PUT", `sessions/${sessionId}`, { lastMessageIn: new Date(nowMs).toISOString() });
  expect([await sendAgain(sending), await sent()]).toEqual(["applied", 1]);
});

test("where WTS does not show templates, a message of the API since then is a doubt: it is not sent again", async () => {
  await hold(30, { templateShown: "nothing" });
  const sending = await sendAndDie();
  expect([await sendAgain(sending), await sent()]).toEqual(["WTS_OUTCOME_UNKNOWN", 1]);
});

test("what never went out is sent", async () => {
  await hold(30, { templateShown: "nothing" });
  expect([
    await sendAgain({ step: "message", atMs: nowMs, doubtful: false, mark: `template:${template.id}` }),
    await sent(),
  ]).toEqual(["applied", 1]);
});
