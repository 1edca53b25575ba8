// A mapping box without a process of its own: a test's sources have functions that no other process has.
import { answerOfSource, answerOfTexts } from "../lib/webhooks/mapping/answer-question.ts";
import { evaluate } from "../lib/webhooks/mapping/evaluate.ts";
import type { MappingBox } from "../lib/webhooks/mapping/mapping-box.ts";
import type { Question } from "../lib/webhooks/mapping/question.ts";
import type { Sources } from "../lib/webhooks/sources/sources.ts";

/** What goes in and out is JSON, as on the way to the process. */
const overTheWire = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value));

export const boxHere = (sources: Sources): MappingBox => ({
  start: () => {},
  stop: () => {},
  ask: (async (question: Question) => {
    const sent = overTheWire(question);
    if ("texts" in sent) return overTheWire(await answerOfTexts(evaluate, sent));
    const source = sources[sent.source];
    if (!source) throw new Error(`the test has no source ${sent.source}`);
    return overTheWire(await answerOfSource(evaluate, source, sent));
  }) as MappingBox["ask"],
});
