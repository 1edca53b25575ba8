// Asks the sender's API what a delivery leaves out: senders such as Asaas and Mercado Pago name a customer or a payment by its id alone.
import type { AccessSecret } from "../../core/access-secret.ts";
import { Fault, faults } from "../../core/faults.ts";
import type { StoredDelivery } from "../../core/queue/queued-delivery.ts";
import type { Properties } from "../../core/value.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Secret } from "../../runtime/secret.ts";
import { exchange, HttpError, type HttpResponse } from "../../wts/http.ts";
import { retryAfterSeconds } from "../../wts/read-response.ts";
import { askTexts } from "../mapping/ask-source.ts";
import { readDeliveryBody } from "../mapping/delivery-body.ts";
import type { MappingBox } from "../mapping/mapping-box.ts";
import { deliveryOf } from "../mapping/understand-delivery.ts";
import { bytesWithout } from "../receiving/withhold-secrets.ts";
import type { Delivery, Source } from "../sources/sources.ts";
import { type Lookups, secretPlace } from "./lookup-shape.ts";
import { filledUrl, urlExpressions, urlHost } from "./lookup-url.ts";

export interface LookupDependencies {
  /** It works out the expressions of the addresses, where they are more than paths of names and fixed values. */
  box: MappingBox;
  access: Secret<AccessSecret>;
  clock: Pick<Clock, "now">;
  /** Milliseconds that one call may take, connecting included. */
  timeoutMs?: number;
}

/** A worker has a minute for ten deliveries, and waits for each of them side by side. */
export const usualTimeoutMs = 3_000;
/** It is as large as the body of a caller may be. */
export const maxAnswerBytes = 256 * 1024;

/** What was answered is kept, whatever became of the rest. */
export interface LookedUp {
  answers: Properties;
  fault?: Fault;
}

type Lookup = Lookups[string];

const failed = (name: string, problem: string, logged: Fault["logged"] = {}): Fault =>
  new Fault(faults.lookupFailed, { message: `lookup.${name}: ${problem}`, logged: { lookup: name, ...logged } });

const unavailable = (name: string, problem: string, logged: Fault["logged"], afterSeconds?: number): Fault =>
  new Fault(faults.lookupUnavailable, {
    message: `lookup.${name}: ${problem}`,
    logged: { lookup: name, ...logged },
    ...(afterSeconds !== undefined && { retryAfterSeconds: afterSeconds }),
  });

const isNothing = (value: unknown): boolean => value === undefined || value === null || value === "";

/** Undefined where an expression finds nothing: then there is nothing to ask for. */
const valuesOf = async (
  box: MappingBox,
  name: string,
  { url }: Lookup,
  delivery: Delivery,
): Promise<string[] | undefined> => {
  const expressions = urlExpressions(url);
  const results = await askTexts(box, expressions, delivery);
  const values: string[] = [];
  for (const [index, expression] of expressions.entries()) {
    const result = results[index] ?? {};
    if ("thrown" in result) throw failed(name, `\`${expression}\` throws for this delivery`);
    const { value } = result;
    if (isNothing(value)) return undefined;
    if (typeof value !== "string" && typeof value !== "number")
      throw failed(name, `\`${expression}\` must yield a text or a number`);
    values.push(String(value));
  }
  return values;
};

/** Answers the address to be asked for this delivery; undefined where it says nothing to ask for. Throws LOOKUP_FAILED. */
export const lookupUrl = async (
  box: MappingBox,
  name: string,
  lookup: Lookup,
  delivery: Delivery,
): Promise<URL | undefined> => {
  const values = await valuesOf(box, name, lookup, delivery);
  if (values === undefined) return undefined;
  const filled = filledUrl(lookup.url, values);
  if ("url" in filled) return filled.url;
  throw failed(name, `what \`${filled.expression}\` yields ${filled.problem}, so that no address is made with it`);
};

const headersOf = ({ headers = {} }: Lookup, secret: string): Record<string, string> => ({
  accept: "application/json",
  "accept-encoding": "identity",
  "user-agent": "wts-session-hooks",
  ...Object.fromEntries(
    Object.entries(headers).map(([header, value]) => [header.toLowerCase(), value.replace(secretPlace, () => secret)]),
  ),
});

const needsSecret = ({ headers = {} }: Lookup): boolean =>
  Object.values(headers).some((value) => value.includes(secretPlace));

/** These pass: too slow, too many, or a failure of theirs. */
const isPassing = (status: number): boolean => [408, 425, 429].includes(status) || status >= 500;
const isDenied = (status: number): boolean => status === 401 || status === 403;

const advice = (status: number): string => {
  if (status >= 300 && status < 400) return "; a redirect is not followed: let `url` be the address it leads to";
  if (status === 404 || status === 410) return "; there is nothing under this id, or `url` is not the right one";
  return isDenied(status) ? "; it refuses the source's lookupSecret of the access secret" : "";
};

const answerIn = (name: string, host: string, { status, headers, bytes }: HttpResponse, secret: string): unknown => {
  if (status < 200 || status > 299) throw failed(name, `${host} answers ${status}${advice(status)}`, { status });
  const type = headers["content-type"] ?? "";
  if (!/^[\w.+-]+\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type))
    throw failed(name, `${host} answers no JSON; is \`url\` that of its API?`, { status });
  try {
    const answer = readDeliveryBody(
      secret === "" ? bytes : bytesWithout(bytes, [secret]),
      { "content-type": type },
      "json",
    );
    if (answer !== undefined) return answer;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw failed(name, `what ${host} answers cannot be read: ${error.message}`, { status });
  }
  throw failed(name, `${host} answers nothing`, { status });
};

export const lookUp = ({ box, access, clock, timeoutMs = usualTimeoutMs }: LookupDependencies) => {
  const ask = async (name: string, host: string, url: URL, lookup: Lookup, secret: string): Promise<HttpResponse> => {
    const headers = headersOf(lookup, secret);
    try {
      // A connection that was kept may be dead by now: look-ups are seldom, and Lambda stands still between them.
      return await exchange({ method: "GET", url, headers, timeoutMs, maxAnswerBytes, fresh: true });
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      const { reason } = error;
      if (reason === "ANSWER_TOO_LARGE")
        throw failed(name, `${host} answers more than ${maxAnswerBytes / 1024} KB, which is not read`, {
          httpReason: reason,
        });
      throw unavailable(name, `${host} does not answer`, { httpReason: reason });
    }
  };

  /** The secret may have been changed a moment ago. */
  const askWithSecret = async (
    { name, source }: { name: string; source: string },
    url: URL,
    lookup: Lookup,
  ): Promise<unknown> => {
    const host = urlHost(lookup.url);
    const held = await access.get();
    let secret = held.sources.get(source)?.lookupSecret ?? "";
    const mayRefresh = needsSecret(lookup);
    let response = secret === "" && mayRefresh ? undefined : await ask(name, host, url, lookup, secret);
    if (mayRefresh && (response === undefined || isDenied(response.status))) {
      const fresh = (await access.refresh(held)).sources.get(source)?.lookupSecret ?? "";
      if (fresh !== secret) response = await ask(name, host, url, lookup, fresh);
      secret = fresh;
    }
    if (response === undefined)
      throw failed(name, "the access secret has no lookupSecret for this source: {secrets, lookupSecret}; add it");
    const { status, headers } = response;
    if (isPassing(status))
      throw unavailable(
        name,
        `${host} answers ${status}`,
        { status },
        retryAfterSeconds(headers["retry-after"], clock.now()),
      );
    return answerIn(name, host, response, secret);
  };

  /** What was answered before is not asked again. What needs an answer that there is none of is not asked. */
  return async (source: Source, stored: StoredDelivery): Promise<LookedUp> => {
    let answers: Properties = stored.lookup ?? {};
    try {
      const delivery = deliveryOf(source, stored);
      for (const [name, each] of Object.entries(source.lookup ?? {})) {
        if (!isNothing(answers[name])) continue;
        const url = await lookupUrl(box, name, each, { ...delivery, lookup: answers });
        const answer = url ? await askWithSecret({ name, source: stored.source }, url, each) : null;
        answers = { ...answers, [name]: answer };
      }
      return { answers };
    } catch (error) {
      if (error instanceof Fault) return { answers, fault: error };
      throw error;
    }
  };
};
