// Says what can be made to go wrong with an AWS service, and knows what is on at the moment.
import * as z from "zod/mini";
import { describeProblems } from "../describe-problems.ts";

const services = ["sqs", "dynamodb", "eventbridge", "secretsmanager"] as const;
export type Service = (typeof services)[number];

const faultShape = z.strictObject({
  /**
   * `fail`: 500 InternalFailure. `reset`: the connection breaks, and nothing was done. `lost`: it is done, but the
   * connection breaks before the answer. `hang`: no answer ever comes. `slow`: it comes `delayMs` later than otherwise.
   */
  mode: z.enum(["fail", "reset", "lost", "hang", "slow"]),
  delayMs: z.optional(z.number().check(z.gte(0))),
  /** The share of calls it happens to; all of them unless said. */
  rate: z.optional(z.number().check(z.gte(0), z.lte(1))),
  /** How many calls it happens to before all is well again. */
  times: z.optional(z.int().check(z.gte(1))),
  /** The operations it happens to, such as `PutEvents`; all of them unless said. */
  operations: z.optional(z.array(z.string())),
});

export type Fault = z.output<typeof faultShape>;

const optionalFault = z.optional(z.nullable(faultShape));
const changesShape = z.strictObject({
  sqs: optionalFault,
  dynamodb: optionalFault,
  eventbridge: optionalFault,
  secretsmanager: optionalFault,
});

type FaultChanges = z.output<typeof changesShape>;

/** Throws an Error that says what is wrong with it. */
export const readFaultChanges = (input: unknown): FaultChanges => {
  const result = z.safeParse(changesShape, input);
  if (result.success) return result.data;
  throw new Error(describeProblems(result.error));
};

export interface Faults {
  readonly current: Readonly<Record<Service, Fault | null>>;
  /** A service that is not mentioned stays as it is; null makes it well again. */
  change(changes: FaultChanges): void;
  /** What shall happen to this call; a fault that happens a number of times is used up by it. */
  strike(service: Service, operation: string): Fault | undefined;
}

const hits = (fault: Fault, operation: string): boolean =>
  (fault.operations?.includes(operation) ?? true) && Math.random() < (fault.rate ?? 1);

export const createFaults = (): Faults => {
  const current: Record<Service, Fault | null> = { sqs: null, dynamodb: null, eventbridge: null, secretsmanager: null };
  return {
    current,
    change: (changes) => {
      for (const service of services) {
        const { [service]: fault } = changes;
        if (fault !== undefined) current[service] = fault;
      }
    },
    strike: (service, operation) => {
      const fault = current[service];
      if (!fault || !hits(fault, operation)) return undefined;
      if (fault.times !== undefined) current[service] = fault.times > 1 ? { ...fault, times: fault.times - 1 } : null;
      return fault;
    },
  };
};
