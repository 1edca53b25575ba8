// A mistake in a source's `verify` or secrets is shown to whoever configures it, not to the sender.
import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { checkScheme, checkSecrets } from "../../../lib/webhooks/signatures/check-scheme.ts";
import { schemeCases } from "./support/scheme-cases.ts";

const header = "x-signature";

describe("a scheme", () => {
  test.each(schemeCases.map(({ name, options }) => [name, options] as const))("is accepted: %s", (_name, options) => {
    expect(checkScheme(options)).toEqual([]);
  });

  test.each([
    ["strpe", "strpe is no scheme we know; the nearest one is stripe"],
    [{ scheme: "hubspot" }, "hubspot is no scheme we know; the nearest one is hubspot-v1"],
    ["sk_live_4eC39HqLyjWDarjtT1zdp7dcAbCdEfGhIjKlMnOpQr", "? is no scheme we know"],
    [undefined, "must be the name of a scheme, or {scheme, …} with its options"],
    [{ name: "stripe" }, "must be the name of a scheme, or {scheme, …} with its options"],
    [{ scheme: "stripe", tolerance: 60 }, "tolerance is no option of stripe; the nearest one is toleranceSeconds"],
    [{ scheme: "stripe", toleranceSeconds: 0 }, "toleranceSeconds must be whole seconds, at least 1"],
    [{ scheme: "github", toleranceSeconds: 60 }, "toleranceSeconds has no meaning for github, which signs no time"],
    [{ scheme: "hmac", header, secret: "written-here" }, "secret is no option of hmac"],
    [{ scheme: "convoy", hash: "md5" }, "hash must be sha256 or sha512"],
    ["token", "token needs one of header, query, body and path"],
    [{ scheme: "token", header, path: true }, "token needs one of header, query, body and path"],
    [{ scheme: "token", header: "x token" }, "header must be the name of a header"],
    [{ scheme: "token", query: "t", bearer: true }, "bearer needs the token to be in a header"],
    [{ scheme: "token", path: false }, "path must be true, or left out"],
    ["hmac", "hmac needs one of header, query and body, to say where the signature stands"],
    [{ scheme: "hmac", header, query: "sig" }, "hmac needs one of header, query and body"],
    [{ scheme: "hmac", query: "sig", body: "sig", content: "{url}" }, "hmac needs one of header, query and body"],
    [{ scheme: "hmac", header: "x signature" }, "header must be the name of a header"],
    [{ scheme: "hmac", query: "a&b" }, "query must be the name of a query parameter"],
    [{ scheme: "hmac", body: "data." }, "body must be the name of a property of the JSON body"],
    [{ scheme: "hmac", path: true }, "path is no option of hmac"],
    [{ scheme: "hmac", body: "sig" }, "the signature stands inside the body, so {body} cannot be what is signed"],
    [{ scheme: "hmac", query: "sig", content: "{url}" }, "so {url} cannot be what is signed"],
    [{ scheme: "hmac", header, content: "{header:X-Signature}{body}" }, "content names the signature itself"],
    [{ scheme: "hmac", query: "sig", content: "{query:sig}{body}" }, "content names the signature itself"],
    [{ scheme: "hmac", body: "a.sig", content: "{body:a.sig}" }, "content names the signature itself"],
    [{ scheme: "hmac", header, hash: "md5" }, "hash must be sha1 or sha256 or sha384 or sha512"],
    [{ scheme: "hmac", header, content: "body" }, "content must name what is signed, such as {timestamp}.{body}"],
    [{ scheme: "hmac", header, content: "{bdy}{body}" }, "content may name {timestamp}, {id}, {body}, {method}, {url}"],
    [{ scheme: "hmac", header, content: "{timestamp}{body}" }, "timestamp must say where it stands"],
    [{ scheme: "hmac", header, timestamp: { header: "x-time", unit: "s" } }, "put {timestamp} into content"],
    [
      { scheme: "hmac", header, timestamp: { header: "x-time" } },
      "timestamp must be {header?, part?, query?, body?, unit}",
    ],
    [
      { scheme: "hmac", header, timestamp: { header: "x", unit: "h" } },
      "unit must be s or ms or s-or-ms or iso or s-or-iso",
    ],
    [
      { scheme: "hmac", header, content: "{timestamp}{body}", timestamp: { unit: "s" } },
      "timestamp needs one of header, part, query and body",
    ],
    [
      { scheme: "hmac", header, content: "{timestamp}.{body}", timestamp: { part: "t", unit: "s" } },
      "timestamp.part needs list, which it is a part of",
    ],
    [{ scheme: "hmac", header, content: "{url}", timestamp: { body: "at", unit: "s" } }, "needs {body} in content"],
    [
      { scheme: "hmac", header, content: "{timestamp}{body}", timestamp: { body: "at", unit: "s" } },
      "take {timestamp} out of content",
    ],
    [{ scheme: "hmac", header, idHeader: "x-id" }, "idHeader and {id} in content need each other"],
    [{ scheme: "hmac", header, content: "{id}{body}" }, "idHeader and {id} in content need each other"],
    [{ scheme: "hmac", header, prefix: "a", list: { separator: ",", pair: "=", key: "v" } }, "exclude each other"],
    [
      { scheme: "hmac", header, list: { separator: "", pair: "=", key: "v" } },
      "separator must be a text that is not empty",
    ],
    [{ scheme: "hmac", header, list: [",", "="] }, "list must be {separator, pair, key}"],
    [{ scheme: "hmac", header, secretForm: { encoding: "base32" } }, "encoding must be text or base64 or hex"],
  ])("is refused: %j", (choice, problem) => {
    expect(checkScheme(choice)).toEqual([expect.stringContaining(problem)]);
  });

  test("all of its problems are said at once", () => {
    expect(checkScheme({ scheme: "convoy", hash: "md5", encoding: "octal", mode: "", tolerance: 1 })).toHaveLength(4);
  });
});

describe("a secret", () => {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
  const der = publicKey.export({ type: "spki", format: "der" }).toString("base64");
  const privatePem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();

  test.each([
    ["stripe", "any text"],
    ["standard-webhooks", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
    ["standard-webhooks", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
    ["sendgrid", pem],
    ["sendgrid", pem.replaceAll("\n", String.raw`\n`)],
    ["sendgrid", pem.replaceAll("\n", " ")],
    ["sendgrid", pem.replaceAll("\n", "")],
    ["sendgrid", `\r\n ${pem.replaceAll("\n", "\r\n")}\r\n\r\n`],
    ["sendgrid", der],
    ["sendgrid", Buffer.from(pem).toString("base64")],
    ["basic", "user:password"],
    ["dixa", "00ff"],
  ])("of %s is accepted", (scheme, secret) => {
    expect(checkSecrets(scheme, [secret])).toEqual([]);
  });

  test.each([
    ["stripe", " ", "must not be empty"],
    ["standard-webhooks", "whsec_not-base64", "must be in base64, with or without whsec_ before it"],
    ["standard-webhooks-v1a", "whsk_AAAA", "is a private key; only the sender has that one, give the public one"],
    ["standard-webhooks-v1a", "whpk_AAAA", "must be the sender's public key (ed25519), as PEM or in base64"],
    ["sendgrid", privatePem, "is a private key; only the sender has that one, give the public one"],
    [
      "sendgrid",
      privatePem.replaceAll("\n", " "),
      "is a private key; only the sender has that one, give the public one",
    ],
    ["sendgrid", "AAAA", "must be the sender's public key (ecdsa), as PEM or in base64"],
    ["woovi", pem, "must be the sender's public key (rsa), as PEM or in base64"],
    ["dixa", "not hex", "must be in hex"],
    ["basic", "password", "must be user:password"],
  ])("of %s is refused and not shown: %s", (scheme, secret, problem) => {
    const good = scheme === "basic" ? "user:password" : undefined;
    const problems = checkSecrets(scheme, [...(good === undefined ? [] : [good]), secret]);
    expect(problems).toEqual([`${good === undefined ? 0 : 1}: ${problem}`]);
  });

  test("there must be one", () => {
    expect(checkSecrets("stripe", [])).toEqual(["needs at least one secret"]);
    expect(checkSecrets("strpe", ["a"])).toEqual(checkScheme("strpe"));
  });
});
