// The list of deliveries in Portuguese has no English word left in it but states and codes.
import { expect, test } from "@jest/globals";
import { sessionText, stateText } from "../../cli/deliveries/delivery-record.ts";
import { deliveryWords } from "../../cli/deliveries/delivery-words.ts";
import { publishedText } from "../../cli/deliveries/list-deliveries.ts";
import { unresolvedSessionId } from "../../lib/core/command/targeted-command.ts";

type Delivery = Parameters<typeof stateText>[0];
const cellsOf = (became: readonly string[], published: boolean): unknown[] => {
  const delivery = {
    sessionId: unresolvedSessionId,
    state: "applied",
    outcome: { became },
    published,
  } as unknown as Delivery;
  return (["pt-BR", "en"] as const).map((language) => {
    const say = deliveryWords[language];
    return [sessionText(delivery, say), stateText(delivery, say), publishedText(delivery, say)];
  });
};

test("what is found by its contact, became commands and was published", () => {
  expect(cellsOf(["a"], true)).toEqual([
    ["achado pelo cliente ou pelos metadados", "1 comando", "sim"],
    ["found by contact or metadata", "1 command", "yes"],
  ]);
  expect(cellsOf(["a", "b"], false)).toEqual([
    ["achado pelo cliente ou pelos metadados", "2 comandos", "ainda não"],
    ["found by contact or metadata", "2 commands", "not yet"],
  ]);
});
