// How the written source knows its sender: what the Webhook node asked for, or better, what the pinned headers show.
import { own, type Properties } from "../../../lib/core/value.ts";
import type { SchemeChoice } from "../../../lib/webhooks/signatures/scheme.ts";
import { schemes } from "../../../lib/webhooks/signatures/schemes.ts";

export const verifyCodes = ["SIGNED", "NOTHING_CHECKED", "BASIC", "HEADER", "JWT"] as const;
export type VerifyCode = (typeof verifyCodes)[number];

export interface Verify {
  readonly code: VerifyCode;
  readonly scheme: SchemeChoice;
  /** The same as TypeScript. */
  readonly text: string;
  readonly detail: string;
}

/** Header by header, which senders sign there; what several do, or everybody could, tells nothing. */
const signers = (): ReadonlyMap<string, readonly string[]> => {
  const found = [...schemes.values()].flatMap(({ name, recipes }): [string, string][] => {
    if (typeof recipes === "function") return [];
    return recipes.flatMap((recipe) => {
      if (recipe.kind !== "signature") return [];
      return recipe.at.flatMap((at): [string, string][] => ("header" in at ? [[at.header.toLowerCase(), name]] : []));
    });
  });
  return new Map(
    [...Map.groupBy(found, ([header]) => header)].map(([header, each]) => [
      header,
      [...new Set(each.map(([, name]) => name))],
    ]),
  );
};

const signedBy = (headers: Properties): string | undefined => {
  const known = signers();
  const names = Object.keys(headers).flatMap((header) => known.get(header.toLowerCase()) ?? []);
  const [only, ...others] = [...new Set(names)];
  return others.length === 0 ? only : undefined;
};

/** The name of the header stands in n8n's credential, which no export has; a pinned delivery may show it. */
const tokenHeader = (headers: Properties): string | undefined =>
  Object.keys(headers)
    .map((header) => header.toLowerCase())
    .find(
      (header) =>
        /^[a-z0-9-]+$/.test(header) && /(^|-)(token|api-?key|secret|key|hottok)$|^authorization$/.test(header),
    );

export const verifyOf = (parameters: Properties, headers: Properties): Verify => {
  const scheme = signedBy(headers);
  if (scheme !== undefined) return { code: "SIGNED", scheme, text: JSON.stringify(scheme), detail: scheme };
  switch (own(parameters, "authentication")) {
    case "basicAuth":
      return { code: "BASIC", scheme: "basic", text: `"basic"`, detail: "" };
    case "headerAuth": {
      const header = tokenHeader(headers) ?? "x-api-key";
      return {
        code: "HEADER",
        scheme: { scheme: "token", header },
        text: `{ scheme: "token", header: ${JSON.stringify(header)} }`,
        detail: header,
      };
    }
    case "jwtAuth":
      return {
        code: "JWT",
        scheme: { scheme: "token", path: true },
        text: `{ scheme: "token", path: true }`,
        detail: "",
      };
    default:
      return {
        code: "NOTHING_CHECKED",
        scheme: { scheme: "token", path: true },
        text: `{ scheme: "token", path: true }`,
        detail: "",
      };
  }
};
