// Compares what WTS and the ledger hold with what has to be there once all deliveries are applied.
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { sessionPlace } from "../../lib/aws/item-keys.ts";
import { dynamoTable } from "../../lib/aws/table.ts";
import { ledger } from "../../lib/records/ledger.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import type { Stack } from "../../local/stack.ts";
import { expectedOf, type FinalState, type PlannedDelivery } from "./planned-delivery.ts";
import { sessionIdOf } from "./restartable-stack.ts";
import type { Admin } from "./wts-stand-in.ts";

interface Held {
  status: string;
  number: string | null;
  metadata: { negocio?: string; pedido?: string } | null;
  classification: { amount: number } | null;
  notes: { text: string }[];
  messages: { text: string; direction: string }[];
}

/** Of the fields that somebody wrote. */
const stateOf = ({ status, number, metadata, classification, ...held }: Held, names: readonly string[]): FinalState => {
  const all: Record<string, string> = { status, number: String(number), amount: String(classification?.amount) };
  const { negocio, pedido } = metadata ?? {};
  return {
    values: Object.fromEntries(names.map((name) => [name, String({ ...all, negocio, pedido }[name])])),
    notes: held.notes.map(({ text }) => text).sort(),
    messages: held.messages.flatMap(({ text, direction }) => (direction === "TO_HUB" ? [text] : [])).sort(),
  };
};

const textsProblem = (kind: string, actual: readonly string[], expected: readonly string[]): string[] => {
  const missing = expected.filter((text) => !actual.includes(text));
  const twice = actual.filter((text, index) => actual.indexOf(text) !== index);
  const strange = actual.filter((text) => !expected.includes(text));
  return Object.entries({ missing, twice, strange }).flatMap(([how, texts]) =>
    texts.length > 0 ? [`${kind} ${how}: ${texts.join(", ")}`] : [],
  );
};

export const sessionProblems = async (
  admin: Admin,
  deliveries: readonly PlannedDelivery[],
  sessions: number,
): Promise<string[]> => {
  const bySession = Map.groupBy(deliveries, ({ sessionId }) => sessionId);
  const problems: string[] = [];
  for (let index = 0; index < sessions; index += 1) {
    const sessionId = sessionIdOf(index);
    const expected = expectedOf(bySession.get(sessionId) ?? []);
    const actual = stateOf(await admin<Held>("GET", `sessions/${sessionId}`), Object.keys(expected.values));
    const wrong = Object.entries(expected.values).flatMap(([name, value]) =>
      actual.values[name] === value ? [] : [`${name} is ${actual.values[name]}, not ${value}`],
    );
    const found = [
      ...wrong,
      ...textsProblem("notes", actual.notes, expected.notes),
      ...textsProblem("messages", actual.messages, expected.messages),
    ];
    problems.push(...found.map((problem) => `session ${index}: ${problem}`));
  }
  return problems;
};

const readsAtOnce = 20;

/** Every command of these sessions has to be applied, by itself or as a copy of another, and its outcome published. */
export const ledgerProblems = async (
  { aws, tableName }: Stack,
  commandsOf: ReadonlyMap<string, ReadonlySet<string>>,
  told: ReadonlySet<unknown>,
): Promise<string[]> => {
  const client = new DynamoDBClient(aws.dynamodb);
  const records = ledger({ table: dynamoTable(client, tableName), clock });
  const problems: string[] = [];
  const left = [...commandsOf];
  const read = async (): Promise<void> => {
    for (let next = left.pop(); next; next = left.pop()) {
      const [sessionId, ids] = next;
      const history = await records.history(sessionPlace({ account: "default", sessionId }));
      const known = new Map(history.map((record) => [record.id, record]));
      for (const id of ids) {
        const record = known.get(id);
        if (record?.state !== "applied") problems.push(`command ${id} is ${record?.state ?? "unknown to the ledger"}`);
        else if (record.isDue || (record.outcome && !told.has(id)))
          problems.push(`the outcome of command ${id} is not published`);
      }
    }
  };
  await Promise.all(Array.from({ length: readsAtOnce }, read));
  client.destroy();
  return problems;
};
