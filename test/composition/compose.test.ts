// What a function is composed of: its own parts alone, each made once, out of an environment that has all they need.
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { compose, type Part } from "../../lib/composition/compose.ts";
import { bus, parked, queue } from "../../lib/composition/parts.ts";

const names = ["BUS_NAME", "COMMANDS_QUEUE_URL", "PARKED_QUEUE_URL", "STAGE", "TABLE_NAME"] as const;
const kept = Object.fromEntries(names.map((name) => [name, process.env[name]]));

beforeEach(() => {
  for (const name of names) delete process.env[name];
});
afterEach(() => {
  for (const [name, value] of Object.entries(kept)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

test("every variable that its parts need and that is missing or blank is named in one error", () => {
  process.env.STAGE = "test";
  process.env.PARKED_QUEUE_URL = " ";
  process.env.TABLE_NAME = "table";
  expect(() => compose({}, { bus, queue, parked })).toThrow(
    "the environment is not valid:\n  - BUS_NAME: must be set\n  - COMMANDS_QUEUE_URL: must be set\n  - PARKED_QUEUE_URL: must be set",
  );
});

test("a part that several others use is made once, with the configuration, and one that nobody names is not made", () => {
  process.env.STAGE = "test";
  process.env.TABLE_NAME = "table";
  const made: string[] = [];
  const shared: Part<{ name: string }, { share: number }> = ({ variable, config }) => {
    made.push("shared");
    return { name: `${variable("TABLE_NAME")} ${config.share}` };
  };
  const one: Part<{ name: string }, { share: number }> = ({ use }) => use(shared);
  const parts = compose({ share: 0.5 }, { one, other: one, shared });
  expect(parts.one).toEqual({ name: "table 0.5" });
  expect(parts.other).toBe(parts.one);
  expect(parts.shared).toBe(parts.one);
  expect(made).toEqual(["shared"]);
});
