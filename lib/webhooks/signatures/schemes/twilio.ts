// Twilio: signs the URL with the form's fields in order, or with a hash of a JSON body in the URL.

import { headerText, queryTexts, splitUrl } from "../../../core/sent-request.ts";
import type { ContentRule, Scheme } from "../scheme.ts";
import { bodyHash, formContent } from "../twilio-body.ts";
import { canonicalUrl, urlSpellings } from "../twilio-url.ts";

const isForm = (contentType = ""): boolean => /^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(contentType);

type Signable = Parameters<ContentRule["canonical"]>[0]["sent"];

/** What is signed behind the URL; undefined for a body that nothing vouches for. */
const behindUrl = ({ url, headers, body }: Signable): string | undefined => {
  const [hash, ...others] = queryTexts(url, "bodySHA256");
  if (hash !== undefined) return others.length === 0 && hash === bodyHash(body) ? "" : undefined;
  if (body.length === 0) return "";
  return isForm(headerText(headers, "content-type")) ? formContent(body) : undefined;
};

const signedContent: ContentRule = {
  signs: { body: true, method: false, url: true, headers: [], query: [] },
  // Names and values of a form are signed without what separates them.
  hasBoundaries: false,
  candidates: ({ sent }) => {
    const rest = behindUrl(sent);
    if (rest === undefined) return "SIGNED_PART_INVALID";
    return urlSpellings(sent.url).map((url) => Buffer.from(url + rest));
  },
  canonical: ({ sent }) => Buffer.from(canonicalUrl(sent.url) + (behindUrl(sent) ?? "")),
};

export const twilio: Scheme = {
  name: "twilio",
  recipes: [
    {
      kind: "signature",
      algorithm: { type: "hmac", hash: "sha1" },
      headers: ["x-twilio-signature"],
      encoding: "base64",
      content: signedContent,
      completeUrl: ({ url, headers, body }) => {
        const isComplete = body.length === 0 || isForm(headerText(headers, "content-type"));
        if (isComplete || queryTexts(url, "bodySHA256").length > 0) return url;
        return `${url}${splitUrl(url).query === undefined ? "?" : "&"}bodySHA256=${bodyHash(body)}`;
      },
    },
  ],
  deliveryIdAt: { headers: ["i-twilio-idempotency-token"], signed: false },
  // It reads what it gets as instructions for the call or message, and complains of JSON.
  successStatus: 204,
};
