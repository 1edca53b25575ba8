// What is counted of the calls that went through the gates.
import { beforeEach, expect, test } from "@jest/globals";
import { callCounter } from "../../../local/aws/call-counts.ts";

let counter: ReturnType<typeof callCounter>;
beforeEach(() => {
  counter = callCounter();
});

test("calls are counted by service and operation, and a receive only where it found something", () => {
  counter.called("sqs", "SendMessage", "{}");
  counter.called("sqs", "SendMessage", "{}");
  counter.called("sqs", "ReceiveMessage", "{}");
  counter.called("sqs", "ReceiveMessage", '{"Messages":[]}');
  counter.called("sqs", "ReceiveMessage", '{"Messages":[{"MessageId":"1"}]}');
  counter.called("secretsmanager", "GetSecretValue", "no JSON at all");
  expect(counter.counts().calls).toEqual({
    "sqs.SendMessage": 2,
    "sqs.ReceiveMessage": 1,
    "secretsmanager.GetSecretValue": 1,
  });
});

test("of events every entry is counted", () => {
  counter.called("eventbridge", "PutEvents", '{"Entries":[{"EventId":"1"},{"EventId":"2"}]}');
  counter.called("eventbridge", "PutEvents", '{"Entries":[{"EventId":"3"}]}');
  expect(counter.counts()).toMatchObject({ busEntries: 3, calls: { "eventbridge.PutEvents": 2 } });
});

test("units are added up by the kind of item, and all is forgotten at a reset", () => {
  counter.consumed({ key: "command#1", written: { table: 1, index: 1 } });
  counter.consumed({ key: "command#2", written: { table: 2, index: 0 } });
  counter.consumed({ key: "session#default#1", read: 1 });
  counter.consumed({ key: "session#default#2", read: 0.5 });
  expect(counter.counts()).toMatchObject({
    writeUnits: { command: { table: 3, index: 1 } },
    reads: { session: { units: 1.5, calls: 2 } },
  });
  counter.reset();
  expect(counter.counts()).toEqual({ calls: {}, busEntries: 0, writeUnits: {}, reads: {} });
});
