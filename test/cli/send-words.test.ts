// What `send` says in Portuguese has no English word left in it, and names the same commands.
import { expect, test } from "@jest/globals";
import { type SendWords, sendWords } from "../../cli/webhooks/send-words.ts";
import { englishIn } from "../support/english-words.ts";

const sentences = (words: SendWords): string[] => [
  words.sent("POST /webhooks/crm", 7, "prod"),
  words.requestId("7"),
  words.requestId(null),
  words.refused,
  words.builtWithout("crm", true),
  words.builtWithout("crm", false),
  words.notTaken,
  words.observed,
  words.noCommand(" --stage prod"),
  words.copy,
  words.taken(" --stage prod", []),
  words.taken("", ["api.asaas.com", "api.kommo.com"]),
];
const commandsIn = (text: string): string[] => text.match(/npm run hooks --[a-z -]+|`[^`]+`/g) ?? [];

test("every sentence", () => {
  const portuguese = sentences(sendWords["pt-BR"]);
  const english = sentences(sendWords.en);
  expect(
    portuguese.flatMap((text) => englishIn(text.replaceAll(/`[^`]+`|receive-webhook|npm run hooks [a-z -]+/g, ""))),
  ).toEqual([]);
  expect(portuguese.filter((text) => english.includes(text))).toEqual([]);
  expect(portuguese.map(commandsIn)).toEqual(english.map(commandsIn));
});
