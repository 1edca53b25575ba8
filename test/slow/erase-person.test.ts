// A canary: somebody whose name and number nobody else has goes through every way in; once erased, no spelling of either is found anywhere, and everybody else is as before.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { connect } from "../../cli/connection.ts";
import { holdParked } from "../../cli/parked/read-parked.ts";
import { giveBack } from "../../cli/parked/receive-messages.ts";
import { runHooks } from "../../cli/program.ts";
import { defineConfig, type HooksConfigInput } from "../../lib/config.ts";
import { signRequest } from "../../local/sign-request.ts";
import { type Stack, startStack } from "../../local/stack.ts";
import { writeRunningFile } from "../../local/start/running-file.ts";
import { ownEnvironment } from "../support/own-files.ts";
import { packageWithConfig } from "../support/package-with-config.ts";
import { until } from "../support/until.ts";
import { journalOf, startTestStandIn, type TestStandIn } from "../support/wts-stand-in.ts";

const secret = "a-secret-of-the-shop-0123456789";
const token = "a-token-of-the-crm-0123456789-0123456789";

interface Somebody {
  name: string;
  /** National, with the ninth digit. */
  area: string;
  digits: string;
  open: string;
  silent: string;
}

const canary: Somebody = {
  name: "Zuleica Quartzo Canário",
  area: "11",
  digits: "987650142",
  open: "5e550000-0000-4000-8000-0000000000c1",
  silent: "5e550000-0000-4000-8000-0000000000c2",
};
const other: Somebody = {
  name: "Otávio Pedra Mansa",
  area: "21",
  digits: "976540233",
  open: "5e550000-0000-4000-8000-0000000000d1",
  silent: "5e550000-0000-4000-8000-0000000000d2",
};
const contactIds = new Map([
  [canary, "c0a7ac70-0000-4000-8000-0000000000c0"],
  [other, "c0a7ac70-0000-4000-8000-0000000000d0"],
]);

const mapped = [
  { command: "'note'", session: { contactPhone: "body.fone" }, onMany: "'all'", text: "'Pedido de ' & body.nome" },
  {
    command: "'transfer'",
    session: { contactPhone: "body.fone" },
    onMany: "'all'",
    department: "body.departamento ? body.departamento : 'Comercial'",
  },
];
const source = { verify: "github", map: mapped } as const;
const input = {
  sources: {
    loja: source,
    formulario: { ...source, format: "form", map: { command: "'note'", sessionId: "body.nada", text: "'x'" } },
    partes: { ...source, format: "multipart", map: { command: "'note'", sessionId: "body.nada", text: "'x'" } },
    lista: { ...source, map: "body.nada.x()" },
    wts: { verify: "wts", publish: ["SESSION_NEW", "SESSION_UPDATE"] },
  },
  autoClose: {
    policies: [
      {
        name: "parado",
        idle: { hours: 1 },
        close: { note: "Encerrado por {policy}" },
        dryRun: true,
        answersThatDoNotCount: [],
      },
    ],
  },
  routing: {
    policies: [{ name: "novos", when: ["SESSION_NEW", "requested"], department: "Comercial", note: true }],
  },
} as unknown as HooksConfigInput;

const scratch = mkdtempSync(join(tmpdir(), "erase-"));
const runningFile = join(scratch, "running.json");
const lines: string[] = [];
const config = defineConfig(input);
let packageDir: string;
let stack: Stack;
let standIn: TestStandIn;

const numberOf = ({ area, digits }: Somebody) => `55${area}${digits}`;

beforeAll(async () => {
  standIn = await startTestStandIn({
    sources: { loja: [secret], formulario: [secret], partes: [secret], lista: [secret], wts: [secret] },
    clients: { crm: [token] },
  });
  const longAgo = new Date(Date.now() - 5 * 3_600_000).toISOString();
  await standIn.admin("POST", "reset", {
    sessions: [canary, other].flatMap((person) =>
      [person.open, person.silent].map((id) => ({
        id,
        status: "PENDING",
        contactId: contactIds.get(person),
        contactPhone: numberOf(person),
        contactName: person.name,
        channelType: "ZAPI_WHATSAPP",
        createdAt: longAgo,
        lastMessageIn: longAgo,
        lastMessageOut: new Date(Date.parse(longAgo) + 60_000).toISOString(),
      })),
    ),
  });
  packageDir = packageWithConfig(input);
  stack = await startStack({
    ...{ packageDir, secretsFile: standIn.secretsFile, wtsBaseUrl: standIn.url },
    ...{ dataDir: join(scratch, "data"), schedules: false, onLog: (_source, line) => void lines.push(line) },
  });
  writeRunningFile(runningFile, stack);
});
afterAll(async () => {
  await stack?.stop();
  await standIn.stop();
  rmSync(scratch, { recursive: true });
});

const environment = () => ({
  ...ownEnvironment,
  LOCAL_RUNNING_FILE: runningFile,
  LOCAL_SECRETS_FILE: standIn.secretsFile,
});

const hooks = async (...args: string[]): Promise<string> => {
  let stdout = "";
  const warned: string[] = [];
  const code = await runHooks(args, {
    ...{ environment: environment(), config, stderr: (text) => warned.push(text) },
    stdout: (text) => {
      stdout += text;
    },
  });
  // Status answers 1 as long as something is held or parked.
  if (code !== 0 && args[0] !== "status") throw new Error(stdout + warned.join(""));
  return stdout;
};

const deliver = async (name: string, body: string | Buffer, contentType: string, id: string, status = 202) => {
  const bytes = Buffer.from(body as string);
  const headers = { "content-type": contentType, "x-github-delivery": id };
  const request = { method: "POST", headers, rawQuery: "", path: {}, query: {}, bytes };
  const found = config.sources[name];
  if (!found) throw new Error(`there is no source ${name}`);
  const signed = signRequest(request, { name, source: found, secret, publicUrl: undefined, now: new Date() });
  const answer = await fetch(stack.url + signed.pathAndQuery, { ...signed, body: Buffer.from(signed.body) });
  expect(answer.status).toBe(status);
};

const escapedJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll(
    /[\u0080-\uffff]/g,
    (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

const quiet = () =>
  until(
    async () => {
      const { queues } = JSON.parse(await hooks("status", "--json")) as {
        queues: { name: string; waiting: number; hidden: number }[];
      };
      return queues.every(({ name, waiting, hidden }) => name !== "commands" || waiting + hidden === 0);
    },
    "the queue of commands to be empty",
    60_000,
  );

/** Every way in, and every notation. */
const goThroughEveryWay = async (person: Somebody) => {
  const { name, area, digits, open, silent } = person;
  const [head, tail] = [digits.slice(0, 5), digits.slice(5)];
  const key = area;
  const json = "application/json";
  // Done; refused, and kept whole; and once more under another notation, without the ninth digit.
  await deliver("loja", JSON.stringify({ nome: name, fone: `+55 (${area}) ${head}-${tail}` }), json, `a-${key}`);
  await deliver(
    "loja",
    escapedJson({ nome: name.toUpperCase(), fone: `${area}${digits}`, departamento: "Comercal" }),
    json,
    `b-${key}`,
  );
  await deliver(
    "loja",
    JSON.stringify({ nome: name, fone: `55${area}${digits.slice(1)}`, departamento: "Comercal" }),
    json,
    `c-${key}`,
  );
  // Cannot be mapped: parked whole, as a form, in parts, in base64, and in Latin-1.
  const form = new URLSearchParams({ nome: name, fone: `+55 ${area} ${head} ${tail}` }).toString();
  await deliver("formulario", form, "application/x-www-form-urlencoded", `d-${key}`);
  const parts = [
    ["nome", name],
    ["fone", `0${area} ${head}.${tail}`],
  ].map(([field, value]) => `--x\r\ncontent-disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`);
  await deliver("partes", `${parts.join("")}--x--\r\n`, "multipart/form-data; boundary=x", `e-${key}`);
  const wrapped = Buffer.from(JSON.stringify({ nome: name, fone: `${area} ${digits}` })).toString("base64");
  await deliver("lista", JSON.stringify({ message: { data: wrapped } }), json, `f-${key}`);
  await deliver(
    "lista",
    Buffer.from(`{"contato":"${name} ${area}-${digits}"}`, "latin1"),
    "application/octet-stream",
    `g-${key}`,
  );
  // WTS's own event, which holds the contact.
  const event = {
    eventType: "SESSION_NEW",
    date: new Date().toISOString(),
    content: {
      id: open,
      contactDetails: { name, phonenumber: numberOf(person), phonenumberFormatted: `(${area}) ${head}-${tail}` },
    },
  };
  const answer = await fetch(`${stack.url}/webhooks/wts/${secret}`, {
    method: "POST",
    headers: { "content-type": json },
    body: JSON.stringify(event),
  });
  expect([200, 202]).toContain(answer.status);
  // Over HTTP: a note and a message with the name.
  const batch = [
    { command: "note", sessionId: open, text: `${name} ligou de ${area}${digits}` },
    { command: "message", sessionId: open, text: `Oi ${name}` },
  ];
  const told = await fetch(`${stack.url}/sessions/batch`, {
    method: "POST",
    headers: { "content-type": json, authorization: `Bearer ${token}`, "idempotency-key": `http-${key}` },
    body: JSON.stringify(batch),
  });
  expect([200, 207]).toContain(told.status);
  // By the bus, on its way to being refused: what asks for it is parked as it came.
  const bus = connect({}, { environment: environment(), config });
  const { PutEventsCommand } = await import("@aws-sdk/client-eventbridge");
  await bus.eventBridge.send(
    new PutEventsCommand({
      Entries: [
        { session: { contactPhone: `+55${area}${digits}` }, command: "note", text: `Recado de ${name}`, onMany: "all" },
        { session: { contactPhone: `+55${area}${digits}` }, command: "note", text: `Recado de ${name}`, misspelt: 1 },
      ].map((detail) => ({
        EventBusName: bus.busName,
        Source: "crm",
        DetailType: "Session Update Requested",
        Detail: JSON.stringify(detail),
      })),
    }),
  );
  bus.close();
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
  await hooks("session", "hold", silent, "--until", tomorrow, "--reason", `${name} paga na sexta`, "--yes");
};

/** The table and the queues as they are, with what is compressed in them. */
const dump = async (): Promise<{ items: Map<string, string>; queues: string[] }> => {
  const there = connect({}, { environment: environment(), config });
  try {
    const items = new Map<string, string>();
    // The rate changes with every call to WTS, and knows of nobody.
    for await (const page of there.whole.pages())
      for (const item of page.items.filter(({ sk }) => sk !== "rate"))
        items.set(`${item.pk} ${item.sk}`, JSON.stringify(item));
    const held = await holdParked(there, { most: 1_000, hiddenSeconds: 30 });
    await giveBack(there, held);
    return { items, queues: held.map(({ content }) => JSON.stringify(content)) };
  } finally {
    there.close();
  }
};

const opened = (text: string): string => {
  let all = text;
  for (const [, gzip = ""] of text.matchAll(/\\?"(?:bodyGzip|lookupGzip)\\?":\\?"([A-Za-z0-9+/=]+)/g)) {
    const bytes = gunzipSync(Buffer.from(gzip, "base64"));
    const inner = `${bytes.toString()}\n${bytes.toString("latin1")}`;
    const unwrapped = [...inner.matchAll(/[A-Za-z0-9+/]{20,}={0,2}/g)].map(([run]) =>
      Buffer.from(run, "base64").toString(),
    );
    all += `\n${inner}\n${unwrapped.join("\n")}\n${inner
      .replaceAll("+", " ")
      .replaceAll(/(?:%[0-9A-F]{2})+/gi, (run) => {
        try {
          return decodeURIComponent(run);
        } catch {
          return run;
        }
      })}`;
  }
  return all.replaceAll(/\\+u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
};

const folded = (text: string): string => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();

const spellingsIn = (texts: Iterable<string>, { name, area, digits }: Somebody): string[] => {
  const found: string[] = [];
  for (const text of texts) {
    const whole = opened(text);
    const bare = whole.replaceAll(/[\s().+-]/g, "");
    if (bare.includes(area + digits) || bare.includes(area + digits.slice(1)) || folded(whole).includes(folded(name)))
      found.push(text.slice(0, 300));
  }
  return found;
};

test("nothing of the canary is left, and nothing of anybody else has changed", async () => {
  // What is held or spoken in later is in no run's record.
  await stack.tick("close-idle-sessions");
  await quiet();
  for (const person of [canary, other]) await goThroughEveryWay(person);
  await quiet();
  expect((await journalOf(standIn.admin, true)).length).toBeGreaterThan(4);
  const before = await dump();
  const everything = (state: typeof before) =>
    [...state.items.entries()].map(([key, item]) => key + item).concat(state.queues);
  // It has to be everywhere first, or the rest proves nothing.
  expect(spellingsIn(before.queues, canary).length).toBeGreaterThanOrEqual(6);
  expect(spellingsIn([...before.items.values()], canary).length).toBeGreaterThan(0);
  const ofOther = (state: typeof before) => new Set(spellingsIn(everything(state), other));

  const found = JSON.parse(await hooks("privacy", "find", "11 98765-0142", "--json")) as {
    counts: Record<string, number>;
  };
  expect(found.counts.parked).toBeGreaterThanOrEqual(6);
  expect(found.counts.sessionItems).toBeGreaterThan(4);
  expect(found.counts.referenceItems).toBeGreaterThan(1);
  expect(found.counts.deliveries).toBeGreaterThan(0);
  expect(found.counts.runs).toBeGreaterThan(0);
  expect(await dump()).toEqual(before);

  // By the spelling without the ninth digit, it is the same person.
  const said = await hooks("privacy", "erase", "+55 11 8765-0142", "--yes", "--json", "--name", canary.name);
  const receipt = JSON.parse(said) as { isComplete: boolean; decisionsKept: number };
  expect(receipt).toMatchObject({ isComplete: true });
  expect(receipt.decisionsKept).toBeGreaterThan(2);
  expect(spellingsIn([said], canary)).toEqual([]);

  const after = await dump();
  expect(spellingsIn(everything(after), canary)).toEqual([]);
  // Nor do its sessions lead to it.
  expect(everything(after).filter((text) => text.includes(canary.open) || text.includes(canary.silent))).toEqual([]);

  // What is of others is there, byte by byte.
  expect(ofOther(after)).toEqual(ofOther(before));
  const isOfCanary = (key: string, item: string) =>
    [canary.open, canary.silent, contactIds.get(canary) ?? ""].some((id) => key.includes(id) || item.includes(id));
  for (const [key, item] of before.items)
    if (after.items.has(key) && !isOfCanary(key, item)) expect(after.items.get(key)).toBe(item);

  const receipts = await hooks("privacy", "receipts");
  expect(spellingsIn([receipts], canary)).toEqual([]);
  const again = JSON.parse(await hooks("privacy", "find", "11987650142", "--json")) as {
    counts: Record<string, number>;
  };
  expect(Object.values(again.counts).reduce((sum, count) => sum + count, 0)).toBe(0);
  expect(lines.filter((line) => spellingsIn([line], canary).length > 0)).toEqual([]);
});
