// Lists every scheme there is, with secrets and deliveries such as it takes: the rules that hold for all of them run over it.
import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { type SentRequest, withHeaders } from "../../../../lib/core/sent-request.ts";
import { templateParts } from "../../../../lib/webhooks/signatures/content.ts";
import { withTextAt } from "../../../../lib/webhooks/signatures/location.ts";
import { schemeOf } from "../../../../lib/webhooks/signatures/resolve-scheme.ts";
import type { Recipe, SchemeOptions, SignatureRecipe } from "../../../../lib/webhooks/signatures/scheme.ts";
import { schemes } from "../../../../lib/webhooks/signatures/schemes.ts";

/** One secret, or the two halves of a key pair. */
export interface Secret {
  readonly sign: string;
  readonly verify: string;
}

export interface SchemeCase {
  readonly name: string;
  readonly options: SchemeOptions;
  readonly secret: fc.Arbitrary<Secret>;
  readonly delivery: fc.Arbitrary<SentRequest>;
}

/** It is on a whole second, so that a boundary is the same for senders who count in seconds. */
export const anInstant = new Date("2026-11-24T12:00:00Z");

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const anyText = fc.string({ unit: "grapheme", maxLength: 60 });
const text: fc.Arbitrary<Secret> = fc
  .string({ unit: fc.constantFrom(..."abcXYZ0189_-+/= :.ç€"), minLength: 1, maxLength: 100 })
  .filter((secret) => secret.trim() !== "")
  .map((secret) => ({ sign: secret, verify: secret }));
/** A header can carry these characters. */
const token: fc.Arbitrary<Secret> = fc
  .string({ unit: fc.constantFrom(..."abcXYZ0189_-+/=:.~"), minLength: 1, maxLength: 100 })
  .map((secret) => ({ sign: secret, verify: secret }));
const encoded = (encoding: "base64" | "hex", prefix = ""): fc.Arbitrary<Secret> =>
  fc.uint8Array({ minLength: 1, maxLength: 80 }).map((key) => {
    const secret = prefix + Buffer.from(key).toString(encoding);
    return { sign: secret, verify: secret };
  });

const pem = {
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
};
const pairs = {
  ecdsa: generateKeyPairSync("ec", { namedCurve: "P-256", ...pem } as const),
  rsa: generateKeyPairSync("rsa", { modulusLength: 2048, ...pem } as const),
};
const pairOf = (type: keyof typeof pairs): fc.Arbitrary<Secret> => {
  const { publicKey, privateKey } = pairs[type];
  return fc.constant({ sign: String(privateKey), verify: String(publicKey) });
};
const ed25519: fc.Arbitrary<Secret> = fc.constant(undefined).map(() => {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const half = (key: string | undefined) => Buffer.from(key ?? "", "base64url");
  const { d, x } = privateKey.export({ format: "jwk" });
  return {
    sign: `whsk_${Buffer.concat([half(d), half(x)]).toString("base64")}`,
    verify: `whpk_${half(publicKey.export({ format: "jwk" }).x).toString("base64")}`,
  };
});

const anyBody = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.json().map(bytes),
  anyText.map((inner) => bytes(`\ufeff{"texto":\t${JSON.stringify(inner)}}\r\n`)),
);
const utf8Body = fc.oneof(fc.json(), anyText).map(bytes);
const objectBody = fc.dictionary(anyText, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 });
const jsonObjectBody = objectBody.map((object) => bytes(JSON.stringify(object)));
/** A body is taken for a form by its first name, which is there. */
const formBody = fc
  .array(
    fc.tuple(
      anyText.filter((name) => name !== ""),
      anyText,
    ),
    { maxLength: 6 },
  )
  .map((pairs) => bytes(new URLSearchParams(pairs).toString()));

const url = fc
  .tuple(
    fc.constantFrom("https://hooks.example.com", "https://hooks.example.com:8443", "http://127.0.0.1:3000"),
    fc.constantFrom("/webhooks/source", "/prod/webhooks/source"),
    fc.dictionary(
      fc.constantFrom("a", "data.id", "topic", "q x"),
      anyText.filter((value) => !value.includes(";")),
    ),
  )
  .map(([origin, path, query]) => {
    const parameters = new URLSearchParams(query).toString();
    return `${origin}${path}${parameters === "" ? "" : `?${parameters}`}`;
  });

const delivery = (body: fc.Arbitrary<Uint8Array>, contentType = "application/json"): fc.Arbitrary<SentRequest> =>
  fc.record({
    method: fc.constantFrom("POST", "PUT", "GET"),
    url,
    headers: fc.constant({ "Content-Type": contentType, "User-Agent": "sender/1.0" }),
    body,
    now: fc.constant(anInstant),
  });

const isForeignToShopify = (body: Uint8Array): boolean =>
  /^[\w.~%=&:/+@-]+$/.test(Buffer.from(body).toString("latin1"));
const isForeignToConvoy = (body: Uint8Array): boolean => /^\d+,/.test(Buffer.from(body).toString("latin1"));

const any = delivery(anyBody);
const form = "application/x-www-form-urlencoded";

/** These schemes need something else than a text for a secret and any body. */
const particular: Readonly<Record<string, { secret?: fc.Arbitrary<Secret>; delivery?: fc.Arbitrary<SentRequest> }>> = {
  "standard-webhooks": { secret: encoded("base64", "whsec_") },
  "standard-webhooks-v1a": { secret: ed25519 },
  shopify: { delivery: delivery(anyBody.filter((body) => !isForeignToShopify(body))) },
  convoy: { delivery: delivery(anyBody.filter((body) => !isForeignToConvoy(body))) },
  twilio: { delivery: fc.oneof(any, delivery(formBody, form)) },
  sendgrid: { secret: pairOf("ecdsa") },
  woovi: { secret: pairOf("rsa") },
  dixa: { secret: encoded("hex") },
  token: { secret: token },
  wts: { secret: token },
  basic: { secret: text.map(({ sign }) => ({ sign: `user:${sign}`, verify: `user:${sign}` })) },
};

/** These options are worth a case of their own, beside the plain name. */
const variants: readonly SchemeOptions[] = [
  { scheme: "convoy", mode: "simple", hash: "sha512", encoding: "base64" },
  { scheme: "token", header: "asaas-access-token" },
  { scheme: "token", header: "Authorization", bearer: true },
  { scheme: "token", query: "token" },
  { scheme: "token", body: "hottok" },
  { scheme: "token", body: "data.token" },
  { scheme: "token", path: true },
  { scheme: "wts", header: "X-WTS-Secret" },
  { scheme: "hmac", header: "X-Signature" },
  {
    scheme: "hmac",
    header: "X-Signature",
    hash: "sha512",
    encoding: "base64",
    prefix: "sha512=",
    content: "{method} {url} {header:user-agent}\n{timestamp}\n{body}",
    timestamp: { header: "X-Time", unit: "iso" },
  },
  {
    scheme: "hmac",
    header: "X-Signature",
    hash: "sha1",
    list: { separator: ";", pair: ":", key: "sig" },
    content: "{id}.{timestamp}.{body}",
    timestamp: { part: "at", unit: "ms" },
    idHeader: "X-Id",
  },
  {
    scheme: "hmac",
    header: "X-Signature",
    hash: "sha384",
    content: "{body}",
    timestamp: { body: "meta.sentAt", unit: "s" },
    secretForm: { encoding: "base64", prefix: "key_" },
  },
  { scheme: "hmac", query: "signature", hash: "sha1" },
  {
    scheme: "hmac",
    query: "auth[sig]",
    encoding: "base64",
    list: { separator: ",", pair: "=", key: "v1" },
    content: "{timestamp}.{method}.{body}",
    timestamp: { part: "t", unit: "s" },
  },
  {
    scheme: "hmac",
    query: "sig",
    prefix: "v1:",
    content: "{timestamp}\n{body}",
    timestamp: { query: "ts", unit: "iso" },
  },
  {
    scheme: "hmac",
    body: "signature.signature",
    content: "{timestamp}{body:signature.token}",
    timestamp: { body: "signature.timestamp", unit: "s" },
  },
  {
    scheme: "hmac",
    body: "auth[sig]",
    encoding: "base64",
    content: "{timestamp}:{body:auth[token]}",
    timestamp: { body: "auth[ts]", unit: "ms" },
  },
];

/** The names in a template's parts of one kind, such as the token in {body:token}. */
const namedParts = ({ content }: SignatureRecipe, kind: "header" | "query" | "body"): readonly string[] =>
  typeof content !== "string"
    ? []
    : templateParts(content).flatMap((part) => (part.startsWith(`${kind}:`) ? [part.slice(kind.length + 1)] : []));

/** The names under which something of the sender's stands inside the body, which must have a place for it. */
const namesInBody = (recipe: Recipe): readonly string[] => {
  const locations = recipe.kind === "token" ? [recipe.at] : recipe.at;
  const names = locations.flatMap((location) => ("body" in location ? [location.body] : []));
  if (recipe.kind === "token") return names;
  const { timestamp } = recipe;
  const times = timestamp !== undefined && "body" in timestamp.at ? [timestamp.at.body] : [];
  return [...names, ...times, ...namedParts(recipe, "body")];
};

const bodyOf = (recipe: Recipe): fc.Arbitrary<SentRequest> => {
  const names = namesInBody(recipe);
  // Only forms have names with brackets.
  if (names.some((name) => name.includes("["))) return delivery(formBody, form);
  if (names.length > 0) return delivery(jsonObjectBody);
  return recipe.kind === "signature" && recipe.algorithm.type === "digest" ? delivery(utf8Body) : any;
};

const aPart = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 });
const aHeader = fc.string({ unit: fc.constantFrom(..."abc019-"), minLength: 1, maxLength: 20 });

/** What is signed beside the body has to be there. */
const withSignedParts = (recipe: Recipe, given: fc.Arbitrary<SentRequest>): fc.Arbitrary<SentRequest> => {
  if (recipe.kind === "token") return given;
  return fc.tuple(given, aPart, aHeader).map(([sent, part, header]) => {
    const headers = Object.fromEntries(namedParts(recipe, "header").map((name) => [name, header]));
    let completed: SentRequest = { ...sent, headers: withHeaders(sent.headers, headers) };
    for (const body of namedParts(recipe, "body"))
      completed = { ...completed, ...withTextAt({ body }, completed, part) };
    for (const query of namedParts(recipe, "query"))
      completed = { ...completed, ...withTextAt({ query }, completed, part) };
    return completed;
  });
};

const deliveryFor = (options: SchemeOptions): fc.Arbitrary<SentRequest> => {
  const [recipe] = schemeOf(options).recipes;
  return withSignedParts(recipe, particular[options.scheme]?.delivery ?? bodyOf(recipe));
};

const titleOf = ({ scheme, ...options }: SchemeOptions): string =>
  Object.keys(options).length === 0 ? scheme : `${scheme} ${JSON.stringify(options)}`;

/** A token needs its location to be given, and so does a signature of our own making. */
const plain = [...schemes.keys()].filter((name) => name !== "token" && name !== "hmac").map((scheme) => ({ scheme }));

export const schemeCases: readonly SchemeCase[] = [...plain, ...variants].map((options: SchemeOptions) => ({
  name: titleOf(options),
  options,
  secret: options.secretForm === undefined ? (particular[options.scheme]?.secret ?? text) : encoded("base64", "key_"),
  delivery: deliveryFor(options),
}));

/** A table of tests needs the name, then the case. */
export const eachScheme: readonly (readonly [string, SchemeCase])[] = schemeCases.map((each) => [each.name, each]);
