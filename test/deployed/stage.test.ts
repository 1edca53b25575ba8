// A stage that is deployed once, and everything that is asked of it: what people do with it, every way in, and what goes wrong.
import { afterAll, beforeAll, describe } from "@jest/globals";
import { failures } from "./stage/failures.ts";
import { notices } from "./stage/notices.ts";
import { operations } from "./stage/operations.ts";
import { people } from "./stage/people.ts";
import { run, startRun } from "./stage/stage-run.ts";
import { waysIn } from "./stage/ways-in.ts";

beforeAll(startRun, 400_000);
afterAll(() => run?.stop());

// The first of them needs the sessions that WTS has from the start, and the last something that is parked.
describe("operations", operations);
describe("people", people);
describe("ways in", waysIn);
describe("failures", failures);
describe("notices", notices);
