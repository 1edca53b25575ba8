// Says how many calls the measured function made, so that its rivals make as many: what it does in fewer calls, they do, too.
import type { CallCounts } from "../../local/aws/call-counts.ts";
import type { AskedCalls } from "../rivals/asked-calls.ts";

const isWrite = (operation: string): boolean => /^(Update|Put|Delete|TransactWrite|BatchWrite)/.test(operation);

/** Of one of so many pieces of work, in whole calls. */
export const askedOf = ({ calls }: CallCounts, pieces: number): AskedCalls => {
  const each = (service: string, counts: (operation: string) => boolean): number => {
    const all = Object.entries(calls).filter(([call]) => {
      const [name, operation = ""] = call.split(".");
      return name === service && counts(operation);
    });
    return Math.round(all.reduce((sum, [, times]) => sum + times, 0) / pieces);
  };
  return {
    writes: each("dynamodb", isWrite),
    reads: each("dynamodb", (operation) => !isWrite(operation)),
    messages: each("sqs", (operation) => operation.startsWith("SendMessage")),
    events: each("eventbridge", () => true),
  };
};
