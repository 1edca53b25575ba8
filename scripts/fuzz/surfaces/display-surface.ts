// What the command line shows of parked messages: whatever lies there is shown, masked where it is private, and steers no terminal.
import fc from "fast-check";
import { alignedTable } from "../../../cli/display/aligned-table.ts";
import { outputTo } from "../../../cli/display/output.ts";
import { parkedSummary, withoutPersonal } from "../../../cli/parked/parked-message.ts";
import { readParkedMessage } from "../../../cli/parked/read-parked-message.ts";
import { mentionsOf } from "../../../cli/privacy/mentions.ts";
import { entryOfParked } from "../../../cli/session/story-entry.ts";
import { canaries, leaksIn } from "../canaries.ts";
import { damage, damagedText } from "../edits.ts";
import { pureSurface } from "../fuzz-surface.ts";

const queued = {
  ...{ kind: "command", id: "i", account: "default", door: "webhook", source: "webhook:crm", deliveryId: "d" },
  ...{ correlationId: "c", causationId: "c", hops: 0, attempt: 0, receivedAt: "2026-11-20T12:00:00Z" },
  targeted: { command: { command: "note", sessionId: "5e551011-0000-4000-8000-000000000001", text: canaries.text } },
};
const event = {
  id: "e",
  source: "crm",
  "detail-type": "Session Update Requested",
  detail: { note: canaries.text, phone: canaries.phone },
};
const parked = {
  reason: { code: "COMMAND_INVALID", message: "m", issues: [{ path: "a", code: "C", message: "m" }] },
  parkedAt: "2026-11-20T12:00:00Z",
};

const contents: unknown[] = [
  { ...parked, door: "webhook", queued },
  { ...parked, door: "event", event },
  { ...parked, door: "queue", body: canaries.text },
  {
    requestContext: { functionArn: "a:b:c:d:e:f:g", condition: "RetriesExhausted" },
    requestPayload: event,
    responsePayload: { errorMessage: "m" },
  },
  event,
  queued,
];

/** Escape sequences begin with the first; the others turn what is read around. A line ends only where we end it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not come out.
const steering = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u2028\u2029]/;

const mentions = mentionsOf({
  account: "default",
  isAtWts: true,
  phones: ["5511987650042"],
  contactIds: new Set(["5e551011-0000-4000-8000-000000000002"]),
  sessionIds: new Set<string>(),
  names: ["Zé da Silva"],
});

export const displaySurface = pureSurface(
  "display",
  fc.record({
    sample: fc.nat(contents.length - 1),
    damage,
    queue: fc.constantFrom<"parked" | "commands-dead">("parked", "commands-dead"),
    attribute: fc.constantFrom("", "NO_PERMISSIONS", "\u001b[2J", "\u202e"),
  }),
  ({ sample, damage: given, queue, attribute }) => {
    const body = damagedText(contents[sample % contents.length], given);
    const message = readParkedMessage(
      {
        ...{ messageId: "m-1", queue, receiptHandle: "r", sentAt: "2026-11-20T12:00:00Z", body },
        attributes: { ERROR_CODE: attribute },
      } as never,
      "default",
    );
    const shown = withoutPersonal(message);
    const shownTexts: string[] = [];
    const take = (each: string): void => void shownTexts.push(each);
    const streams = { stdout: take, stderr: take };
    const [people, programs] = [outputTo(streams, { json: false }), outputTo(streams, { json: true })];
    const summary = parkedSummary(shown) as { reason: { code: string; message: string } };
    people.line(
      ...alignedTable([
        ["CODE", "MESSAGE"],
        [summary.reason.code, summary.reason.message],
        [shown.about.source, shown.about.deliveryId],
      ]),
    );
    programs.json({ ...summary, content: shown.content });
    programs.json(entryOfParked(shown));
    mentions.find(body, { deep: body.length < 20_000 });
    mentions.without(body);
    const text = shownTexts.join("");
    return [
      ...(steering.test(text) ? [`what is shown steers a terminal: ${JSON.stringify(text.slice(0, 300))}`] : []),
      // A property that somebody names as they like is shown; what stands under a name of ours is not.
      ...(given.edits.length === 0 && given.texts.length === 0 ? leaksIn("what is shown", text) : []),
    ];
  },
);
