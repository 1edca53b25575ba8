// How long a command waits for AWS: somebody waits, but over a line that may be far longer than the functions' own.
import { clientOptions } from "../lib/aws/aws-call.ts";

export const awsTimes = clientOptions({ maxAttempts: 3, connectMs: 3_000, requestMs: 10_000 });
