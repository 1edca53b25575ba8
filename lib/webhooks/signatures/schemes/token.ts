// Senders that send a fixed token and sign nothing: Asaas, Hotmart, RD Station and many more.
import { headerName, isTrue, propertyPath, queryName } from "../option-rules.ts";
import type { Scheme, SchemeOptions, TokenLocation } from "../scheme.ts";

const locations = ["header", "query", "body", "path"] as const;

const locationOf = ({ header, query, body }: SchemeOptions): TokenLocation => {
  if (typeof header === "string") return { header };
  if (typeof query === "string") return { query };
  return typeof body === "string" ? { body } : { path: true };
};

export const token: Scheme = {
  name: "token",
  recipes: (options) => [
    { kind: "token", at: locationOf(options), form: options.bearer === true ? "bearer" : "plain" },
  ],
  options: {
    header: headerName,
    query: queryName,
    body: propertyPath,
    path: isTrue,
    bearer: isTrue,
  },
  check: (options) => {
    const given = locations.filter((location) => options[location] !== undefined);
    if (given.length !== 1) return ["token needs one of header, query, body and path, to say where the token stands"];
    return options.bearer === undefined || given[0] === "header" ? [] : ["bearer needs the token to be in a header"];
  },
  // Asaas counts nothing but 200 as success, and nobody else minds it.
  successStatus: 200,
};
