// Any other sender with a shared secret: the configuration says where it puts what, and what it signs.
import { templateParts, templateTexts } from "../content.ts";
import { headerName, isNonEmpty, isText, listOf, oneOf, propertyPath, queryName, shape } from "../option-rules.ts";
import {
  type Hash,
  type Scheme,
  type SchemeOptions,
  type SecretForm,
  type SignatureEncoding,
  type SignatureForm,
  type SignatureLocation,
  type TimestampRule,
  usualToleranceSeconds,
} from "../scheme.ts";

interface HmacOptions {
  readonly header?: string;
  readonly query?: string;
  readonly body?: string;
  readonly hash: Hash;
  readonly encoding: SignatureEncoding;
  readonly prefix?: string;
  readonly list?: Exclude<SignatureForm, { readonly prefix: string }>;
  readonly content: string;
  readonly timestamp?: Pick<TimestampRule, "unit"> & {
    readonly header?: string;
    readonly part?: string;
    readonly query?: string;
    readonly body?: string;
  };
  readonly idHeader?: string;
  readonly addedQuery?: readonly string[];
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

const locationOf = ({ header, query, body = "" }: HmacOptions): SignatureLocation => {
  if (header !== undefined) return { header };
  return query === undefined ? { body } : { query };
};

const timestampAt = ({
  header,
  part,
  query,
  body = "",
}: NonNullable<HmacOptions["timestamp"]>): TimestampRule["at"] => {
  if (header !== undefined) return { headers: [header] };
  if (part !== undefined) return { part };
  return query === undefined ? { body } : { query };
};

const isNamedBy = (part: string, { header, query, body }: HmacOptions): boolean => {
  const name = part.slice(part.indexOf(":") + 1);
  if (part.startsWith("header:")) return name.toLowerCase() === header?.toLowerCase();
  return (part.startsWith("query:") && name === query) || (part.startsWith("body:") && name === body);
};

/** Whatever holds the signature is not yet whole when it is signed. */
const selfProblems = (options: HmacOptions, parts: readonly string[]): readonly string[] => {
  const { query, body } = options;
  if (parts.some((part) => isNamedBy(part, options)))
    return ["content names the signature itself, which cannot be a part of what is signed"];
  if (body !== undefined && parts.includes("body"))
    return [
      "the signature stands inside the body, so {body} cannot be what is signed: let content name what is, such as {timestamp}{body:token}",
    ];
  if (query !== undefined && parts.includes("url"))
    return [
      "the signature stands in the query, so {url} cannot be what is signed: let content name what is, such as {body} or {query:id}",
    ];
  return [];
};

const check = (given: SchemeOptions): readonly string[] => {
  const options = read(given);
  const { prefix, list, content, timestamp, idHeader, addedQuery } = options;
  const locations = [options.header, options.query, options.body].filter((each) => each !== undefined);
  const times = [timestamp?.header, timestamp?.part, timestamp?.query, timestamp?.body].filter(
    (each) => each !== undefined,
  );
  const parts = templateParts(content);
  const isTimed = parts.includes("timestamp");
  const isBodyTimed = timestamp?.body !== undefined;
  const isBodySigned = parts.includes("body");
  const problems: readonly (readonly [isSo: boolean, problem: string])[] = [
    [locations.length !== 1, "hmac needs one of header, query and body, to say where the signature stands"],
    [prefix !== undefined && list !== undefined, "prefix and list exclude each other"],
    [timestamp !== undefined && times.length !== 1, "timestamp needs one of header, part, query and body"],
    [timestamp?.part !== undefined && list === undefined, "timestamp.part needs list, which it is a part of"],
    [parts.length === 0, "content must name what is signed, such as {timestamp}.{body}"],
    [
      templateTexts(content).some((text) => /[{}]/.test(text)),
      "content may name {timestamp}, {id}, {body}, {method}, {url}, {header:name}, {query:name} and {body:name}, nothing else",
    ],
    [isTimed && timestamp === undefined, "content has {timestamp}, so timestamp must say where it stands"],
    [
      isTimed && isBodyTimed && isBodySigned,
      "a timestamp inside the body is signed with {body}; take {timestamp} out of content",
    ],
    [
      timestamp !== undefined && !isTimed && !isBodyTimed,
      "timestamp has no meaning unless it is signed: put {timestamp} into content",
    ],
    [
      isBodyTimed && !isTimed && !isBodySigned,
      "a timestamp inside the body needs {body} in content, or {timestamp} where the body is not signed whole",
    ],
    [
      addedQuery !== undefined && !parts.includes("url"),
      "addedQuery has no meaning unless the address is signed: put {url} into content, or leave it out",
    ],
    [parts.includes("id") !== (idHeader !== undefined), "idHeader and {id} in content need each other"],
  ];
  const found = problems.flatMap(([isSo, problem]) => (isSo ? [problem] : []));
  return locations.length === 1 ? [...found, ...selfProblems(options, parts)] : found;
};

export const hmac: Scheme = {
  name: "hmac",
  recipes: (given) => {
    const options = read(given);
    const { hash, encoding, prefix = "", list, secretForm, content, timestamp, idHeader, addedQuery } = options;
    return [
      {
        kind: "signature",
        algorithm: { type: "hmac", hash },
        secret: secretForm,
        at: [locationOf(options)],
        form: list ?? { prefix },
        encoding,
        content,
        ...(addedQuery !== undefined && { addedQuery }),
        ...(idHeader !== undefined && { id: { headers: [idHeader], required: true } }),
        ...(timestamp !== undefined && {
          timestamp: { at: timestampAt(timestamp), unit: timestamp.unit, toleranceSeconds: usualToleranceSeconds },
        }),
      },
    ];
  },
  options: {
    header: headerName,
    query: queryName,
    body: propertyPath,
    hash: oneOf("sha1", "sha256", "sha384", "sha512"),
    encoding: oneOf("hex", "base64"),
    prefix: isText,
    list: shape({ separator: isNonEmpty, pair: isNonEmpty, key: isNonEmpty }, ["separator", "pair", "key"]),
    content: isNonEmpty,
    timestamp: shape(
      {
        header: headerName,
        part: isNonEmpty,
        query: queryName,
        body: propertyPath,
        unit: oneOf("s", "ms", "s-or-ms", "iso", "s-or-iso"),
      },
      ["unit"],
    ),
    idHeader: headerName,
    addedQuery: listOf(queryName),
    secretForm: shape({ encoding: oneOf("text", "base64", "hex"), prefix: isText }, ["encoding"]),
  },
  check,
};
