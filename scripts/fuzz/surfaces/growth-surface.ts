// How much longer a reader takes for twice as much: for a text that is one piece again and again, which is what anybody who wants to keep it busy sends.
import fc from "fast-check";
import { alignedTable } from "../../../cli/display/aligned-table.ts";
import { maskPersonal } from "../../../cli/display/mask-personal.ts";
import { parseStrictJson, requireJson } from "../../../lib/core/body.ts";
import { parseExactJson } from "../../../lib/core/exact-json.ts";
import { Fault } from "../../../lib/core/faults.ts";
import { parseInstant } from "../../../lib/core/instants.ts";
import { foldName } from "../../../lib/core/names.ts";
import { phoneReader } from "../../../lib/core/phone/phone-reader.ts";
import { readQueueItem } from "../../../lib/core/queue/queue-item.ts";
import { headerValue, queryTexts } from "../../../lib/core/sent-request.ts";
import { isCourtesy } from "../../../lib/core/sessions/courtesy.ts";
import { firstName } from "../../../lib/core/texts/first-name.ts";
import { fillIn, missingFallback, placeholderProblem } from "../../../lib/core/texts/placeholders.ts";
import { shownText } from "../../../lib/core/texts/shown-text.ts";
import { isBlankText } from "../../../lib/core/value.ts";
import { readDeliveryBody } from "../../../lib/webhooks/mapping/delivery-body.ts";
import { withholdSecrets } from "../../../lib/webhooks/receiving/withhold-secrets.ts";
import { schemeFacts } from "../../../lib/webhooks/signatures/scheme-facts.ts";
import { verifySignature } from "../../../lib/webhooks/signatures/verify-signature.ts";
import { retryAfterSeconds } from "../../../lib/wts/read-response.ts";
import { pureSurface } from "../fuzz-surface.ts";

const readPhone = phoneReader({ phoneCountry: "BR", phoneCountries: [] });
const now = new Date("2026-11-20T12:00:00Z");
const secret = "a-secret-of-the-fuzzer-that-is-long";

const verifying = (verify: Parameters<typeof verifySignature>[0], contentType: string) => (text: string) => {
  const sent = {
    method: "POST",
    url: "https://x.example.com/webhooks/a",
    headers: { "content-type": contentType },
    body: Buffer.from(text),
    now,
  };
  verifySignature(verify, sent, [secret]);
};

const form = "application/x-www-form-urlencoded";

/** A header and a query come with ten kilobytes of others, at most. */
const short = 64 * 1024;
const long = 1024 * 1024;

type Reader = readonly [read: (text: string) => unknown, longest: number];

const readers: Readonly<Record<string, Reader>> = {
  body: [(text) => readDeliveryBody(Buffer.from(text), { "content-type": form }), long],
  json: [(text) => readDeliveryBody(Buffer.from(text), {}, "json"), long],
  form: [(text) => readDeliveryBody(Buffer.from(`a=${text}`), { "content-type": form }), long],
  multipart: [
    (text) =>
      readDeliveryBody(Buffer.from(`--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n${text}\r\n--b--`), {}),
    long,
  ],
  partHeader: [
    (text) =>
      readDeliveryBody(Buffer.from(`--b\r\nContent-Disposition: form-data; name="a"${text}\r\n\r\nx\r\n--b--`), {}),
    long,
  ],
  exact: [parseExactJson, long],
  strict: [(text) => parseStrictJson(Buffer.from(text)), long / 4],
  queueItem: [readQueueItem, long],
  tokenInBody: [verifying({ scheme: "token", body: "token" }, "application/json"), long],
  mailgun: [verifying("mailgun", form), long],
  twilio: [verifying("twilio", form), long],
  bitrix24: [verifying("bitrix24", form), long],
  withheld: [
    (text) => withholdSecrets({ headers: {}, query: {}, bytes: Buffer.from(text) }, [secret], schemeFacts("slack")),
    long,
  ],
  header: [headerValue, short],
  contentType: [(text) => requireJson(`application/json${text}`), short],
  charset: [(text) => readDeliveryBody(Buffer.from("a=1"), { "content-type": `${form}${text}` }), short],
  query: [(text) => queryTexts(`https://x.example.com/?${text}`, "a"), short],
  signatureHeader: [
    (text) =>
      verifySignature(
        "stripe",
        {
          method: "POST",
          url: "https://x.example.com/",
          headers: { "stripe-signature": text },
          body: Buffer.from("{}"),
          now,
        },
        [secret],
      ),
    short,
  ],
  retryAfter: [(text) => retryAfterSeconds(text, 0), short],
  instant: [(text) => parseInstant(text, "America/Sao_Paulo"), long],
  phone: [readPhone, long],
  blank: [isBlankText, long],
  name: [foldName, long],
  firstName: [firstName, long],
  courtesy: [(text) => isCourtesy({ type: "TEXT", text }), long],
  placeholders: [(text) => [placeholderProblem(text), missingFallback(text), fillIn(text, {} as never)], long / 4],
  shown: [shownText, long],
  table: [
    (text) =>
      alignedTable([
        ["A", "B"],
        [text, "x"],
      ]),
    long / 4,
  ],
  masked: [(text) => maskPersonal({ a: text }), long],
};

const piece = fc.oneof(
  fc.constantFrom(
    "0",
    "1",
    "9",
    ".",
    "e",
    "-",
    "+",
    " ",
    "\t",
    "\r\n",
    "\n",
    "&",
    "=",
    "%41",
    "a",
    "a=1&",
    "token=abcdefgh&",
    "[",
    "]",
    "{",
    "}",
  ),
  fc.constantFrom(
    '"',
    "\\",
    '\\"',
    '"a",',
    '"a":1,',
    ",",
    ":",
    ";",
    "(",
    ")",
    "/",
    "<",
    "{nome|",
    "|",
    "--b",
    "--b\r\n",
    "\r\n\r\n",
    "=\r\n",
    "; name=",
    '; name="',
  ),
  fc.constantFrom(
    "\u200b",
    "\u0301",
    "é",
    "🙂",
    "👍🏽",
    "\u202e",
    "\u200d",
    "ok ",
    "obrigado ",
    "!",
    "?",
    "٣",
    "ﬁ",
    "K",
    "ß",
  ),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 2 }),
);
const pieces = fc.array(piece, { maxLength: 3 }).map((each) => each.join(""));

/** What stands around it decides which part of a reader has to do with it: a long number is looked at only within valid JSON. */
const family = (before: readonly string[], again: readonly string[], after: readonly string[]) =>
  fc.record({
    before: fc.constantFrom(...before),
    again: fc.array(fc.constantFrom(...again), { minLength: 1, maxLength: 2 }).map((each) => each.join("")),
    after: fc.constantFrom(...after),
  });

const texts = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      before: pieces,
      again: fc.array(piece, { minLength: 1, maxLength: 3 }).map((each) => each.join("")),
      after: pieces,
    }),
  },
  {
    weight: 2,
    arbitrary: family(
      ["[1.", "[0.", "[-1", "[1e", "1.", "+55", "2026-11-30T18:00:00."],
      ["0", "9", "1"],
      ["1]", "]", "1e5]", "x", ""],
    ),
  },
  {
    weight: 2,
    arbitrary: family(
      ["a", '{"a":', "a=", ";", "", "ok", '["a"'],
      [" ", "\t", "\u00a0", "\r\n", "\n", "."],
      ["x", '"', "]", ""],
    ),
  },
  {
    weight: 2,
    arbitrary: family(
      ["", "a=1&", "?"],
      ["a=1&", "token=abcdefgh&", "a&", "%61=1&", "token&", "&", "="],
      ["", "token=x", "%"],
    ),
  },
  {
    weight: 2,
    arbitrary: family(
      ["[", '{"a":', '{"token":'],
      ['{"a":', "[", '"a",', '"a":1,', "1234567890123456789,", '"\\u00e9",', "{},"],
      ["1]", "}", ""],
    ),
  },
  {
    weight: 1,
    arbitrary: family(
      ["--b\r\n"],
      ['Content-Disposition: form-data; name="token"\r\n\r\nabcdefgh\r\n--b\r\n', "\n--b", "--b--x\r\n"],
      ["--b--", ""],
    ),
  },
);

const inputs = fc.record({
  reader: fc.constantFrom(...Object.keys(readers)),
  texts,
});

const userMs = (work: () => void): number => {
  const { user } = process.cpuUsage();
  work();
  return (process.cpuUsage().user - user) / 1_000;
};

/** Below this a clock says nothing. */
const telling = 40;
/** Twice as much, and what a collection of garbage may come to. */
const tolerated = 3;
const attempts = 4;

export const growthSurface = pureSurface("growth", inputs, ({ reader, texts: { before, again, after } }) => {
  const [read, longest] = readers[reader] ?? [() => {}, 0];
  const timeOf = (length: number): number => {
    const text = before + again.repeat(Math.ceil(length / again.length)) + after;
    return userMs(() => {
      try {
        read(text);
      } catch (error) {
        if (!(error instanceof Fault) && !(error instanceof SyntaxError) && Object(error).name !== "JsonTooDeep")
          throw error;
      }
    });
  };
  /** The best of a few, as a collection of garbage or a busy machine makes one of them longer. */
  const growthTo = (length: number): { took: number; ratio: number } => {
    let took = Number.POSITIVE_INFINITY;
    let ratio = Number.POSITIVE_INFINITY;
    for (let attempt = 0; attempt < attempts && ratio > tolerated; attempt += 1) {
      const half = Math.min(timeOf(length / 2), timeOf(length / 2));
      took = Math.min(took, timeOf(length));
      ratio = took / Math.max(half, 1);
    }
    return { took, ratio };
  };
  for (let length = 2_048; length <= longest; length *= 2) {
    if (timeOf(length) < telling) continue;
    const { took, ratio } = growthTo(length);
    // What really grows too fast does so again at the next step.
    const isTooFast = took >= telling && ratio > tolerated && growthTo(length * 2).ratio > tolerated;
    return isTooFast
      ? [`${reader}: ${took.toFixed(0)} ms for ${length} characters, ${ratio.toFixed(1)} times what half of it takes`]
      : [];
  }
  return [];
});
