// Any other sender with a shared secret: the configuration says where it puts what, and what it signs.
import { templateParts, templateTexts } from "../content.ts";
import { headerName, isNonEmpty, isText, oneOf, propertyPath, shape } from "../option-rules.ts";
import {
  type Hash,
  type HeaderForm,
  type Scheme,
  type SchemeOptions,
  type SecretForm,
  type SignatureEncoding,
  type TimestampRule,
  usualToleranceSeconds,
} from "../scheme.ts";

interface HmacOptions {
  readonly header: string;
  readonly hash: Hash;
  readonly encoding: SignatureEncoding;
  readonly prefix?: string;
  readonly list?: Exclude<HeaderForm, { readonly prefix: string }>;
  readonly content: string;
  readonly timestamp?: Pick<TimestampRule, "unit"> & {
    readonly header?: string;
    readonly part?: string;
    readonly body?: string;
  };
  readonly idHeader?: string;
  readonly secretForm: SecretForm;
}

/** The options have been checked, so that they are what they have to be. */
const read = (options: SchemeOptions): HmacOptions =>
  ({
    hash: "sha256",
    encoding: "hex",
    content: "{body}",
    secretForm: { encoding: "text" },
    ...options,
  }) as unknown as HmacOptions;

const timestampAt = ({ header, part, body = "" }: NonNullable<HmacOptions["timestamp"]>): TimestampRule["at"] => {
  if (header !== undefined) return { headers: [header] };
  return part === undefined ? { body } : { part };
};

const check = (given: SchemeOptions): readonly string[] => {
  const { header, prefix, list, content, timestamp, idHeader } = read(given);
  const locations = [timestamp?.header, timestamp?.part, timestamp?.body].filter((each) => each !== undefined);
  const parts = templateParts(content);
  const isTimed = parts.includes("timestamp");
  const isBodyTimed = timestamp?.body !== undefined;
  const problems: readonly (readonly [isSo: boolean, problem: string])[] = [
    [header === undefined, "header must say which header has the signature"],
    [prefix !== undefined && list !== undefined, "prefix and list exclude each other"],
    [timestamp !== undefined && locations.length !== 1, "timestamp needs one of header, part and body"],
    [timestamp?.part !== undefined && list === undefined, "timestamp.part needs list, which it is a part of"],
    [parts.length === 0, "content must name what is signed, such as {timestamp}.{body}"],
    [
      templateTexts(content).some((text) => /[{}]/.test(text)),
      "content may name {timestamp}, {id}, {body}, {method}, {url}, {header:name} and {query:name}, nothing else",
    ],
    [isTimed && timestamp === undefined, "content has {timestamp}, so timestamp must say where it stands"],
    [isTimed && isBodyTimed, "a timestamp inside the body is signed with {body}; take {timestamp} out of content"],
    [
      timestamp !== undefined && !isTimed && !isBodyTimed,
      "timestamp has no meaning unless it is signed: put {timestamp} into content",
    ],
    [isBodyTimed && !parts.includes("body"), "a timestamp inside the body needs {body} in content"],
    [parts.includes("id") !== (idHeader !== undefined), "idHeader and {id} in content need each other"],
  ];
  return problems.flatMap(([isSo, problem]) => (isSo ? [problem] : []));
};

export const hmac: Scheme = {
  name: "hmac",
  recipes: (given) => {
    const { header, hash, encoding, prefix = "", list, secretForm, content, timestamp, idHeader } = read(given);
    return [
      {
        kind: "signature",
        algorithm: { type: "hmac", hash },
        secret: secretForm,
        headers: [header],
        form: list ?? { prefix },
        encoding,
        content,
        ...(idHeader !== undefined && { id: { headers: [idHeader], required: true } }),
        ...(timestamp !== undefined && {
          timestamp: { at: timestampAt(timestamp), unit: timestamp.unit, toleranceSeconds: usualToleranceSeconds },
        }),
      },
    ];
  },
  options: {
    header: headerName,
    hash: oneOf("sha1", "sha256", "sha384", "sha512"),
    encoding: oneOf("hex", "base64"),
    prefix: isText,
    list: shape({ separator: isNonEmpty, pair: isNonEmpty, key: isNonEmpty }, ["separator", "pair", "key"]),
    content: isNonEmpty,
    timestamp: shape(
      {
        header: headerName,
        part: isNonEmpty,
        body: propertyPath,
        unit: oneOf("s", "ms", "s-or-ms", "iso", "s-or-iso"),
      },
      ["unit"],
    ),
    idHeader: headerName,
    secretForm: shape({ encoding: oneOf("text", "base64", "hex"), prefix: isText }, ["encoding"]),
  },
  check,
};
