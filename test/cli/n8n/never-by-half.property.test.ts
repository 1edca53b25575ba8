// Whatever a workflow consists of: what n8n would do with a delivery is what the written mapping does, and a delivery that would
// meet a node which is left does nothing at all. It is played beside the mapping, node by node; npm run test:slow tries many more.
import { test } from "@jest/globals";
import fc from "fast-check";
import { anyFlow, checkFlow } from "./support/any-flow.ts";

test("any flow of IF, Filter, Switch, Set, WTS and Code", () =>
  fc.assert(fc.asyncProperty(anyFlow, checkFlow), { numRuns: 40 }));
