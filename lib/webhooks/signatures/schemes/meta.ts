// Meta (WhatsApp, Instagram, Messenger): signs as GitHub does, and asks by GET whether the address is ours.

import { queryTexts } from "../../../core/sent-request.ts";
import { indexAmong } from "../same-bytes.ts";
import type { Handshake, Scheme } from "../scheme.ts";
import { githubRecipe, githubSecrets } from "./github.ts";

const challengeText = /^[\w-]{1,256}$/;

/** What is given twice does not count as given. */
const only = (url: string, name: string): string | undefined => {
  const texts = queryTexts(url, name);
  return texts.length === 1 ? texts[0] : undefined;
};

const verification: Handshake = {
  mayBe: ({ method, url }) => method.toUpperCase() === "GET" && queryTexts(url, "hub.mode").includes("subscribe"),
  signed: false,
  answer: ({ url }, { verifyTokens }) => {
    if (verifyTokens.length === 0 || verifyTokens.some((token) => token.trim() === ""))
      return { refused: "VERIFY_TOKEN_MISSING" };
    if (indexAmong(verifyTokens, only(url, "hub.verify_token") ?? "") === undefined)
      return { refused: "VERIFY_TOKEN_MISMATCH" };
    const challenge = only(url, "hub.challenge") ?? "";
    if (!challengeText.test(challenge)) return { refused: "CHALLENGE_MALFORMED" };
    return { status: 200, contentType: "text/plain", body: challenge };
  },
};

export const meta: Scheme = {
  name: "meta",
  format: "json",
  recipes: [githubRecipe],
  // Meta counts anything but 200 as a failure, and failures switch the subscription off.
  successStatus: 200,
  otherSecrets: { ...githubSecrets, query: ["hub.verify_token"] },
  handshake: verification,
};
