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
