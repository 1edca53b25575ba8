// What can be made to go wrong with an AWS service, one at a time.
import * as z from "zod/mini";
import { describeProblems } from "../describe-problems.ts";

export const services = ["sqs", "dynamodb", "eventbridge", "secretsmanager"] as const;
export type Service = (typeof services)[number];

const faultShape = z.strictObject({
  /**
   * `fail`: 500 InternalFailure. `reset`: the connection breaks, and nothing was done. `lost`: it is done, but the
   * connection breaks before the answer. `hang`: never an answer. `slow`: `delayMs` later than otherwise.
   */
  mode: z.enum(["fail", "reset", "lost", "hang", "slow"]),
  delayMs: z.optional(z.number().check(z.gte(0))),
  /** The share of calls it happens to; all of them unless said. */
  rate: z.optional(z.number().check(z.gte(0), z.lte(1))),
  /** How many calls it happens to before all is well again. */
  times: z.optional(z.int().check(z.gte(1))),
  /** Such as `PutEvents`; every operation unless said. */
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

export type FaultChanges = z.output<typeof changesShape>;

/** Throws an Error that says what is wrong with it. */
export const readFaultChanges = (input: unknown): FaultChanges => {
  const result = z.safeParse(changesShape, input);
  if (result.success) return result.data;
  throw new Error(describeProblems(result.error));
};
