// The command a policy closes with is one that the command parser accepts, and says who closed.
import { expect, test } from "@jest/globals";
import { completionOf } from "../../../lib/auto-close/rules/completion-of.ts";
import { saidByPolicy } from "../../../lib/auto-close/rules/what-is-said.ts";
import { parseCommand } from "../../../lib/core/command/command.ts";
import { factsOf, policiesOf } from "./support/policies.ts";

const close = {
  note: "Encerrada por {policy}, execução {run}",
  farewell: "Até logo!",
  metadata: { encerradaPor: "{policy}", execucao: "{run}" },
  classification: { category: "OTHER", description: "{policy} {run}" },
  reactivateOnNewMessage: false,
} as const;
const [full, plain] = policiesOf(
  { close, except: { tags: "VIP" }, warning: { text: "{policy}: ainda está aí?", grace: { minutes: 10 } } },
  {},
);
const run = { runId: "run-7", farewell: { text: "Até logo!" } };
const words = { runId: "run-7", facts: factsOf(), as: "text" } as const;

test("says policy and run wherever its author asked for it", () => {
  if (!full) throw new Error("no policy");
  expect(completionOf(full, run)).toEqual({
    command: "complete",
    reactivateOnNewMessage: false,
    stopBotInExecution: true,
    note: "Encerrada por policy-1, execução run-7",
    farewell: "Até logo!",
    metadata: { encerradaPor: "policy-1", execucao: "run-7" },
    classification: { category: "OTHER", description: "policy-1 run-7" },
  });
  expect(saidByPolicy(full, "warning", words)).toEqual({ text: "policy-1: ainda está aí?" });
});

test("leaves the farewell out where it cannot be sent", () => {
  if (!full) throw new Error("no policy");
  expect(completionOf(full, { ...run, farewell: undefined })).not.toHaveProperty("farewell");
});

test("of a policy that says nothing more only completes, in one call", () => {
  if (!plain) throw new Error("no policy");
  expect(completionOf(plain, { ...run, farewell: undefined })).toEqual({
    command: "complete",
    reactivateOnNewMessage: true,
    stopBotInExecution: true,
  });
  expect(saidByPolicy(plain, "warning", words)).toBeUndefined();
});

test.each([[full], [plain]])("is a command that the parser accepts as it is", (policy) => {
  if (!policy) throw new Error("no policy");
  const command = { ...completionOf(policy, run), sessionId: factsOf().id };
  const parsed = parseCommand(command, { timeZone: "America/Sao_Paulo" });
  expect(parsed).toEqual({ ok: true, command });
});
