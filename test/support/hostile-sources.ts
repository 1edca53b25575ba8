// Mappings that do nobody any good as soon as somebody sends what they wait for, beside a calm one. It is read as HOOKS_CONFIG is, and by a mapping box alone.
import { defineConfig, type SourceInput } from "wts-session-hooks";

const verify = "github";
const sessionId = "2617d127-4314-4954-a7f6-07c17e7f7d2c";
const note = { command: "'note'", sessionId: `'${sessionId}'` };
const forEver = (): never => {
  for (;;);
};

/** The pipe of the box, from which its owner reads answers: whoever writes to it may claim anything. */
const writeFrame = (text: string): void => {
  const bytes = Buffer.alloc(4 + Buffer.byteLength(text));
  bytes.writeUInt32BE(bytes.length - 4);
  bytes.write(text, 4);
  process.getBuiltinModule("node:fs").writeSync(3, bytes);
};

export const { sources } = defineConfig({
  sources: {
    calm: { verify, map: ({ body }) => ({ command: "note", sessionId, text: body.text }) },
    loop: { verify, map: forEver },
    trim: { verify, map: { ...note, text: "$replace(body.text, /\\s+$/, '')" } },
    distinct: { verify, map: { ...note, text: "$string($count($distinct(body.items)))" } },
    grow: { verify, map: { ...note, text: "$replace(body.text, /a/, body.by)" } },
    pad: { verify, map: { ...note, text: "$string($map([1..60], function($n) { $pad('x', body.n + $n) }))" } },
    range: { verify, map: { ...note, text: "$string([1..body.n].($ * 2))" } },
    fill: { verify, map: () => new Array(2 ** 27).fill(0) },
    buffers: {
      verify,
      map: () => {
        const kept: Uint8Array[] = [];
        for (;;) kept.push(new Uint8Array(16_000_000).fill(1));
      },
    },
    getter: {
      verify,
      map: () => ({
        get sessionId() {
          return forEver();
        },
      }),
    },
    thenable: {
      verify,
      // biome-ignore lint/suspicious/noThenProperty: somebody's mapping may have it.
      map: () => ({ then: forEver }),
    },
    promise: { verify, map: () => new Promise(() => {}) },
    exit: { verify, map: () => process.exit(0) },
    filter: { verify, filter: forEver, map: { ...note, text: "'ok'" } },
    id: { verify, deliveryId: forEver, map: { ...note, text: "'ok'" } },
    forge: {
      verify,
      map: ({ body }) => {
        for (const text of body.frames) writeFrame(text);
        return { command: "note", sessionId, text: "its own" };
      },
    },
    large: { verify, map: () => ({ command: "note", sessionId, text: "x".repeat(5_000_000) }) },
  } satisfies Record<string, SourceInput>,
});

export default defineConfig({ sources });

export interface HostileDelivery {
  source: string;
  body: string;
}

const json = JSON.stringify;

/** What each of the hostile ones waits for; a text in its place would do no harm. */
export const hostileDeliveries: readonly HostileDelivery[] = [
  { source: "loop", body: json({}) },
  { source: "trim", body: json({ text: `${" ".repeat(200_000)}x` }) },
  { source: "distinct", body: json({ items: Array.from({ length: 9_900 }, (_, a) => ({ a, b: { c: [a, a] } })) }) },
  { source: "grow", body: json({ text: "a".repeat(400_000), by: "b".repeat(1_000) }) },
  { source: "pad", body: json({ n: 100_000_000 }) },
  { source: "range", body: json({ n: 9_000_000 }) },
  { source: "fill", body: json({}) },
  { source: "buffers", body: json({}) },
  { source: "getter", body: json({}) },
  { source: "thenable", body: json({}) },
  { source: "promise", body: json({}) },
  { source: "exit", body: json({}) },
  { source: "filter", body: json({}) },
  { source: "id", body: json({}) },
  { source: "forge", body: json({ frames: ["no JSON"] }) },
  { source: "large", body: json({}) },
];
