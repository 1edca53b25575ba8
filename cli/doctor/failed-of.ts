// Says why something could not be found out: where AWS denies it, which permission is missing.
import { describeError } from "../describe-error.ts";
import type { DoctorWords } from "./doctor-words.ts";
import type { Saying } from "./finding.ts";

export const isDenied = (error: unknown): boolean => /^AccessDenied|^Unauthorized/.test(String(Object(error).name));

const deniedIn = (text: string): string | undefined =>
  /not authorized to perform:? ?`?([a-z0-9-]+:[A-Za-z*]+)/.exec(text)?.[1];

export const failedOf = (say: DoctorWords, error: unknown): Saying => {
  const [why = ""] = describeError(error).split("\n", 1);
  return say.failed(why, deniedIn(why));
};
