// Says of a key of WTS that is not good what is wrong with it, and what to do.
import { Failure } from "../failure.ts";
import type { Access } from "./find-access.ts";
import type { tryWords } from "./try-words.ts";

type Words = Pick<
  (typeof tryWords)["en"],
  "lacksSessions" | "refused" | "denied" | "rateLimit" | "notWts" | "noAnswer"
>;

export const keyFailure = (access: Exclude<Access, { key: "good" }>, host: string, say: Words): Failure => {
  const texts = {
    "lacks-sessions": () => say.lacksSessions(host),
    refused: () => say.refused(host),
    denied: () => say.denied(host),
  };
  if (access.key !== "unknown") return new Failure(texts[access.key]());
  const { because, why } = access;
  if (because === "rate-limit") return new Failure(say.rateLimit(host));
  return new Failure(because === "not-wts" ? say.notWts(host, why) : say.noAnswer(host, why));
};

/** A key has no spaces, and what is pasted from WTS's page may have some around it; the header takes no others. */
export const cleanKey = (typed: string): string => {
  const apiKey = typed.trim().replace(/^Bearer\s+/i, "");
  if (apiKey === "")
    throw new Failure("no key was given: paste the API key of WTS, or give it as the first line of the input");
  if (/^[\x21-\x7e]+$/.test(apiKey)) return apiKey;
  throw new Failure("this is no API key: expected letters, digits and signs without spaces; copy it again in WTS");
};
