// Every example is of a kind that a test looks at; what is data is read by the code that reads it in earnest.
import { describe, expect, test } from "@jest/globals";
import { requestedType } from "../../lib/commands/accept-update-event.ts";
import { defineConfig } from "../../lib/config.ts";
import { parseAccess } from "../../lib/core/access-secret.ts";
import { parseAccounts } from "../../lib/core/accounts-secret.ts";
import { commandNames, parseCommand } from "../../lib/core/command/command.ts";
import { parseTargetedCommand } from "../../lib/core/command/targeted-command.ts";
import { readEventEnvelope } from "../../lib/core/event-envelope.ts";
import { collectIssues } from "../../lib/core/issue.ts";
import { parseMoveRequest } from "../../lib/routing/rules/move-request.ts";
import { checkScheme } from "../../lib/webhooks/signatures/check-scheme.ts";
import { blocks, blocksOfKind, placeOf } from "./support/documents.ts";

/** What comes after the three backticks, and which test looks at it. */
const kinds = new Map([
  ["json", "answers, after a request; samples, after a source"],
  ["json command", "examples"],
  ["json patch", "examples"],
  ["json event", "examples"],
  ["json request", "examples"],
  ["json accounts", "examples"],
  ["json access", "examples"],
  ["ts verify", "examples"],
  ["ts config", "configurations"],
  ["ts routing", "configurations, routing-example"],
  ["ts imported", "n8n-example"],
  ["sh", "command-lines, answers"],
  ["js", "stand-in: it runs as it stands"],
  ["text", "none: what something prints, shortened"],
  ["mermaid", "none: a picture, which is drawn where it is read"],
]);

const sessionId = "2617d127-4314-4954-a7f6-07c17e7f7d2c";
const options = { timeZone: defineConfig({}).timeZone };

test("every block is of a kind that is known here", () => {
  expect(blocks.length).toBeGreaterThan(30);
  expect(blocks.filter(({ kind }) => !kinds.has(kind)).map((block) => `${placeOf(block)}: ${block.kind}`)).toEqual([]);
});

const isJson = [...kinds.keys()].filter((kind) => kind.startsWith("json"));
test.each(blocksOfKind(...isJson))("%s is JSON", (_place, { text }) => {
  expect(() => JSON.parse(text)).not.toThrow();
});

describe("commands", () => {
  test.each(blocksOfKind("json command"))("%s is one that is accepted", (_place, { text }) => {
    expect(parseCommand(JSON.parse(text), options)).toMatchObject({ ok: true });
  });

  test.each(blocksOfKind("json patch"))("%s is a body of a PATCH that is accepted", (_place, { text }) => {
    expect(parseCommand({ ...JSON.parse(text), sessionId }, options)).toMatchObject({ ok: true });
  });

  test("there is one of every command", () => {
    const names = blocksOfKind("json command").map(([, { text }]) => JSON.parse(text).command ?? "update");
    expect(new Set(names)).toEqual(new Set(commandNames));
  });
});

describe("events", () => {
  test.each(blocksOfKind("json event"))("%s asks for an update that is understood", (_place, { text }) => {
    const { issues, report } = collectIssues();
    const event = { id: "1", source: "my.crm", "detail-type": requestedType, detail: JSON.parse(text) };
    const envelope = readEventEnvelope(event, { detailType: requestedType, timeZone: options.timeZone }, report);
    expect(issues).toEqual([]);
    expect(parseTargetedCommand(envelope?.input, options)).toMatchObject({ ok: true });
  });

  test.each(blocksOfKind("json request"))("%s asks for a move that is understood", (_place, { text }) => {
    expect(parseMoveRequest(JSON.parse(text))).toMatchObject({ ok: true });
  });

  test("there is one of each", () => {
    expect(blocksOfKind("json event").length).toBeGreaterThan(0);
    expect(blocksOfKind("json request").length).toBeGreaterThan(0);
  });
});

describe("the secrets are such as the functions read", () => {
  const accounts = blocksOfKind("json accounts");
  const access = blocksOfKind("json access");

  test.each(accounts)("%s", (_place, { text }) => {
    expect([...parseAccounts(text).keys()]).toEqual(["default", "filial"]);
  });

  test.each(access)("%s", (_place, { text }) => {
    const { problems, clients, sources, notify } = parseAccess(text);
    expect(problems).toEqual([]);
    expect(clients.length + sources.size + notify.size).toBeGreaterThan(1);
  });

  test("there is one of each", () => {
    expect([accounts.length > 0, access.length > 0]).toEqual([true, true]);
  });
});

test.each(blocksOfKind("ts verify"))("%s is a scheme that is accepted", (_place, { text }) => {
  const { verify } = new Function(`return {${text}}`)();
  expect(checkScheme(verify)).toEqual([]);
});
