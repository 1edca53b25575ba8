// Says what is wrong with something that was read, in one line, with the places.
import type * as z from "zod/mini";

export const describeProblems = (error: z.core.$ZodError): string =>
  error.issues
    .flatMap((issue) =>
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => `${[...issue.path, key].join(".")}: is not known here`)
        : `${issue.path.join(".") || "it"}: ${issue.message}`,
    )
    .join("; ");
