// Reads an API key of WTS as somebody typed or pasted it where nothing is shown.
import { Failure } from "./failure.ts";

/** A key has no spaces, and what is pasted from WTS's page may have some around it; the header takes no others. Throws Failure. */
export const cleanKey = (typed: string): string => {
  const apiKey = typed.trim().replace(/^Bearer\s+/i, "");
  if (apiKey === "")
    throw new Failure("no key was given: paste the API key of WTS, or give it as the first line of the input");
  if (/^[\x21-\x7e]+$/.test(apiKey)) return apiKey;
  throw new Failure("this is no API key: expected letters, digits and signs without spaces; copy it again in WTS");
};
