// `explain`: prints the steps as people read them, or as JSON.
import type { HooksConfig } from "../../lib/config.ts";
import type { AccessSecret } from "../../lib/core/access-secret.ts";
import { zoneOf } from "../../lib/core/hours/zone-of.ts";
import { parseInstant } from "../../lib/core/instants.ts";
import { type StoredDelivery, storedDelivery } from "../../lib/core/queue/queued-delivery.ts";
import { splitUrl } from "../../lib/core/sent-request.ts";
import type { Language } from "../../lib/core/texts/language.ts";
import { isProperties, type Properties } from "../../lib/core/value.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import type { MappingBox } from "../../lib/webhooks/mapping/mapping-box.ts";
import type { DeliveryRequest } from "../../lib/webhooks/receiving/delivery-url.ts";
import { signRequest } from "../../local/sign-request.ts";
import type { Connection } from "../connection.ts";
import { findKept } from "../deliveries/find-kept.ts";
import { jsonLines, type Output } from "../display/output.ts";
import { BadVerdict, Failure } from "../failure.ts";
import { deliveryOf } from "../parked/delivery-of.ts";
import { findParked, mostParked, readParked } from "../parked/read-parked.ts";
import type { Tools } from "../with-connection.ts";
import { type Explanation, explainDelivery, explainParked, hidePersonal, isGood } from "./explain-delivery.ts";
import { type FoundSource, findSource, firstSecret } from "./find-source.ts";
import { type GivenRequest, givenRequest } from "./given-request.ts";
import type { LookupChoice } from "./lookup-steps.ts";
import { readJsonFile } from "./read-request.ts";
import { verdictWords } from "./verdict-words.ts";
import type { AskWts } from "./wts-step.ts";

interface ExplainCommand extends GivenRequest {
  /** Messages call it so: "local/secrets.json", or the access secret of a stage. */
  accessName: string;
  /** It says whose the delivery is, where the file does not say or means another. */
  source?: string;
  /** The delivery is signed as its sender would sign it now: samples have no signature. */
  sign: boolean;
  at?: string;
  /** A file of what the sender's API answers, where the source looks anything up. */
  answers?: string;
  /** The sender's API is asked. */
  lookUp: boolean;
  reveal: boolean;
}

const margin = " ".repeat(13);
const lines = ({ source, steps, verdict }: Explanation): string[] => [
  `source        ${source}`,
  ...steps.flatMap(({ step, ok, says, quotes = [], notes = [], shows }) => [
    ...[...says, ...quotes].map((text, index) => `${index === 0 ? step.padEnd(13) : margin} ${ok ? "✓" : "✗"} ${text}`),
    ...(shows === undefined || shows === null ? [] : jsonLines(shows).map((text) => `${margin}   ${text}`)),
    ...notes.map((text) => `${margin} ! ${text}`),
  ]),
  `verdict       ${verdict}`,
];

/** Throws the verdict where it is no good one, so that a script that asks learns it from the exit code. */
const show = (output: Output, explanation: Explanation, language: Language, reveal: boolean): void => {
  const shown = reveal ? explanation : hidePersonal(explanation);
  output.json(shown satisfies Explanation);
  output.line(...lines(shown));
  if (!reveal) output.line("", verdictWords[language].hidden);
  if (!isGood(explanation)) throw new BadVerdict(explanation.verdict);
};

const signedNow = (
  request: DeliveryRequest,
  { config, name, source }: FoundSource,
  { access, accessName, now }: { access: AccessSecret; accessName: string; now: Date },
): DeliveryRequest => {
  const secret = firstSecret(access, name, () => accessName);
  const signed = signRequest(request, { name, source, secret, publicUrl: config.publicUrl, now });
  const { path, query: rawQuery = "" } = splitUrl(signed.pathAndQuery);
  const token = path.split("/")[3];
  return {
    method: signed.method,
    path: { source: name, ...(token !== undefined && { token: decodeURIComponent(token) }) },
    query: Object.fromEntries(new URLSearchParams(rawQuery)),
    rawQuery,
    headers: signed.headers,
    bytes: signed.body,
  };
};

/** Throws for a file that is no object of the source's look-ups. */
const answersIn = (file: string, { name, source: { lookup = {} } }: FoundSource): Properties => {
  const names = Object.keys(lookup);
  const answers = readJsonFile(file);
  if (isProperties(answers) && Object.keys(answers).every((each) => names.includes(each))) return answers;
  const expected =
    names.length === 0 ? "nothing: it has no lookup" : `{${names.map((each) => `"${each}": …`).join(", ")}}`;
  throw new Failure(`${file} must have what is looked up for ${name} by its name, which is ${expected}`);
};

const lookupChoice = (
  found: FoundSource,
  access: AccessSecret,
  { answers, lookUp }: Pick<ExplainCommand, "answers" | "lookUp">,
): LookupChoice => ({
  ...(answers !== undefined && { answers: answersIn(answers, found) }),
  ...(lookUp && { access }),
});

const timeAt = (at: string, timeZone: string): Date => {
  const parsed = parseInstant(at, timeZone);
  if (parsed.ok) return new Date(parsed.instant);
  throw new Failure(`--at: ${parsed.message}`);
};

export const showExplanation = async (
  output: Output,
  { access, config, box, askWts }: { access: AccessSecret; config: HooksConfig; box: MappingBox; askWts: AskWts },
  command: ExplainCommand,
): Promise<void> => {
  const { sign, reveal, at, accessName } = command;
  const { request, isWhole } = givenRequest(command);
  const name = command.source ?? request.path.source;
  if (name === undefined)
    throw new Failure(`${command.file ?? "the body"} does not say whose it is: name the source with --source`);
  const found = findSource(config, name);
  const now =
    at === undefined ? new Date(clock.now()) : timeAt(at, zoneOf(config, found.source.account ?? config.account));
  const explained = sign
    ? signedNow(request, found, { access, accessName, now })
    : { ...request, path: { ...request.path, source: name } };
  if (!isWhole && !sign)
    output.warn("The file is not as it was sent, so that no signature fits: --sign signs it here.");
  const lookup = lookupChoice(found, access, command);
  show(
    output,
    await explainDelivery(explained, { ...found, access, now, lookup, box, askWts }),
    config.language,
    reveal,
  );
};

/** The id is the one that `parked list` shows. */
const parkedDelivery = async (connection: Connection, id: string): Promise<StoredDelivery> => {
  const [{ messageId, replay }] = findParked(await readParked(connection, mostParked), id);
  const delivery = replay.as === "item" ? await deliveryOf(connection, replay.queued) : undefined;
  if (delivery) return storedDelivery({ delivery });
  throw new Failure(
    `${messageId} holds no delivery of a webhook source, so no mapping is asked: \`parked show\` has it`,
  );
};

/** What was refused, or found nobody, is kept for a while. */
const refusedDelivery = async (connection: Connection, id: string): Promise<StoredDelivery> => {
  const { delivery } = await findKept(connection, id, undefined);
  return storedDelivery({ delivery });
};

/** A delivery that came: as `parked list` names what was parked, or as `deliveries list` does. */
export type Came = { readonly parked: string } | { readonly delivery: string };

/** A corrected mapping is tried on a delivery that was parked or refused, whole or with one of its commands. */
export const showCameExplanation = async (
  { connection, output }: Tools,
  came: Came,
  { reveal, ...asked }: Pick<ExplainCommand, "reveal" | "answers" | "lookUp">,
): Promise<void> => {
  const stored = await ("parked" in came
    ? parkedDelivery(connection, came.parked)
    : refusedDelivery(connection, came.delivery));
  const found = findSource(await connection.config(), stored.source);
  const lookup = found.source.lookup ? lookupChoice(found, await connection.access(), asked) : {};
  show(
    output,
    await explainParked(stored, { ...found, lookup, box: connection.box, askWts: connection.wts }),
    found.config.language,
    reveal,
  );
};
