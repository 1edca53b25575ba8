// The lifecycle's model notices every fault that somebody might put into it: see test/commands/execute-once.model.test.ts.
import { expect, test } from "@jest/globals";
import { firstProblem } from "../commands/model/first-problem.ts";
import { type PlantedFault, withPlanted } from "../commands/model/plant-fault.ts";

const lifecycleFile = "lib/commands/execute-once.ts";
const leaseFile = "lib/records/session-lease.ts";
const ledgerFile = "lib/records/ledger.ts";
const plantedFaults: readonly PlantedFault[] = [
  {
    what: "the session is not given back",
    file: lifecycleFile,
    from: "await lease.release({ written, values, paced })",
    to: "await Promise.resolve(true)",
  },
  {
    what: "the end is recorded before the work",
    file: lifecycleFile,
    from: "const ending = await work({ steps, wasBegun, noteBegun })",
    to: 'await attempt.finish({ state: "applied" });\n        const ending = await work({ steps, wasBegun, noteBegun })',
  },
  {
    what: "the outcome is told before it is recorded",
    file: lifecycleFile,
    from: "if (!(await inDoubt(finish))) throw lost();\n      if (outcome) await tellRecorded(outcome);",
    to: "if (outcome) await tellRecorded(outcome);\n      if (!(await inDoubt(finish))) throw lost();",
  },
  {
    what: "the session is given back before the end is recorded",
    file: lifecycleFile,
    from: "if (!(await inDoubt(finish))) throw lost();",
    to: "await lease.release({ written, values, paced });\n      if (!(await inDoubt(finish))) throw lost();",
  },
  {
    what: "a worker that lost the session records its end all the same",
    file: ledgerFile,
    from: "...asKnown(version),\n        });\n        // A write",
    to: "});\n        // A write",
  },
  {
    what: "the dead worker of the same command is not shut out",
    file: lifecycleFile,
    from: "if ((wasAbandoned || isTriedAgain) && !(await attempt.progress(progress))) throw lost();",
    to: "",
  },
  {
    what: "the dead worker of another command is not looked after",
    file: lifecycleFile,
    from: "if (dead === undefined || dead === commandId) return;",
    to: "return;",
  },
  {
    what: "what a dead worker had recorded is not handed to relay-outcomes",
    file: lifecycleFile,
    from: "if (record.outcome && !record.isDue) await ledger.markDue(place, id);",
    to: "",
  },
  {
    what: "what the command's own dead worker had recorded is not told",
    file: lifecycleFile,
    from: "if (wasAbandoned && known.outcome) await tellRecorded(known.outcome);",
    to: "",
  },
  {
    what: "an outcome that the bus did not take is forgotten",
    file: lifecycleFile,
    from: "await ledger.markDue(place, outcome.detail.id);",
    to: "",
  },
  {
    what: "how new a dead worker's fields are is forgotten",
    file: lifecycleFile,
    from: "if (wasAbandoned) rememberFor(known);",
    to: "",
  },
  {
    what: "a session is given back while nobody knows how its work ended",
    file: lifecycleFile,
    from: "if (isInDoubt || abandoned !== undefined) return true;",
    to: "if (abandoned !== undefined) return true;",
  },
  {
    what: "a session is given back before anybody has looked into what its dead worker was at",
    file: lifecycleFile,
    from: "if (isInDoubt || abandoned !== undefined) return true;",
    to: "if (isInDoubt) return true;",
  },
  {
    what: "a watched session is not watched",
    file: leaseFile,
    from: '...(isWatched && { due: "lease", dueAt: nowMs + leaseMs }),',
    to: "",
  },
  {
    what: "whoever takes a session wipes out what its dead worker was at",
    file: leaseFile,
    from: "...(commandId !== undefined && { setIfAbsent: { commandId } }),",
    to: "...(commandId !== undefined && { setIfAbsent: {} }),",
  },
  {
    what: "a session is taken from whoever has it",
    file: "lib/records/fenced-lease.ts",
    from: 'condition: "attribute_not_exists(#leaseUntil) OR #leaseUntil < :now",',
    to: 'condition: "attribute_not_exists(#leaseUntil) OR #leaseUntil <> :now",',
  },
  {
    what: "a text goes out before that is noted",
    file: "lib/commands/apply/step-record.ts",
    from: "await mustWrite({ step, atMs: clock.now(), doubtful: false, ...(mark !== undefined && { mark }) });",
    to: "void write({ step, atMs: clock.now(), doubtful: false, ...(mark !== undefined && { mark }) }).catch(() => {});",
  },
  {
    what: "a text that WTS may have is not noted as doubtful, and the session given back",
    file: "lib/commands/execute-once.ts",
    from: "if (recorder?.isSending()) isInDoubt = true;\n          else ",
    to: "",
  },
  {
    what: "something goes out when the lease is over",
    file: lifecycleFile,
    from: "const actByMs = clock.now() + leaseMs * leaseUse;",
    to: "const actByMs = clock.now() + leaseMs * 3;",
  },
  {
    what: "a finished command is done again",
    file: lifecycleFile,
    from: 'if (state === "applied") return true;',
    to: 'if (state === "applied") return false;',
  },
  {
    what: "an outcome counts that somebody else has recorded",
    file: lifecycleFile,
    from: "if (isRecorded && outcome) countOutcome(",
    to: "if (outcome) countOutcome(",
  },
  {
    what: "an outcome counts once more where its record is found",
    file: lifecycleFile,
    from: "hasFound = true;",
    to: "hasFound = true;\n          countRecorded(true, known.outcome, entry, 0);",
  },
  {
    what: "an outcome does not count",
    file: lifecycleFile,
    from: "if (isRecorded && outcome) countOutcome(",
    to: "if (isRecorded && outcome && false) countOutcome(",
  },
];

test.each(plantedFaults.map((fault) => [fault.what, fault] as const))(
  "finds that %s",
  async (_what, fault) => {
    const { report } = await firstProblem(await withPlanted(fault), 1, 4_000);
    expect(report).not.toEqual([]);
  },
  300_000,
);
