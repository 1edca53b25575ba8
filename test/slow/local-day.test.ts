// A day passes on a running stack, by nothing but what people type: a warning, its grace, a close, a hold until tomorrow, its end.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { HooksConfigInput } from "../../lib/config.ts";
import { startStack } from "../../local/stack.ts";
import { tinyPackage } from "../local/support/tiny-package.ts";
import { type LocalDay, startLocalDay } from "../support/local-day.ts";
import { adminAt } from "../support/wts-stand-in.ts";

const warning = "Ainda podemos ajudar?";
const farewell = "Encerramos por aqui.";
const config: HooksConfigInput = {
  language: "pt-BR",
  timeZone: "America/Sao_Paulo",
  sources: { wts: { verify: "wts", publish: ["SESSION_NEW"] } },
  autoClose: {
    // The first run shows, the next one acts.
    everyMinutes: 1,
    policies: [
      {
        name: "parados",
        idle: { hours: 2 },
        courtesyReplies: true,
        whenUnsendable: "close",
        warning: { text: warning, grace: { minutes: 30 } },
        close: { farewell },
      },
    ],
  },
  routing: { policies: [{ name: "fila", when: ["SESSION_NEW"], department: "Comercial" }] },
};

let day: LocalDay;
beforeAll(async () => {
  day = await startLocalDay(config);
}, 120_000);
afterAll(() => day.stop());

const isClosed = ({ status }: { status: string }): boolean => status === "COMPLETED";
const isOpen = ({ status }: { status: string }): boolean => status === "IN_PROGRESS";
const texts = async (id: string) => (await day.talk(id)).messages.map(({ text }) => text);
/** By the wall in São Paulo, as "09:31". */
const wall = (instant: string | null): string =>
  new Date(Date.parse(instant ?? "") - 3 * 3_600_000).toISOString().slice(11, 16);

test("from Monday to Tuesday in a minute", async () => {
  expect(await day.hooks("local", "clock", "segunda 10:00")).toMatch(
    /Aqui são seg\., .+ 10:00, .+ à frente desta máquina/,
  );
  const [quiet, thankful, asking, held] = await Promise.all(
    ["Ana", "Beto", "Clara", "Davi"].map((name) => day.arrive(`${name} do Dia`, "Bom dia, quanto fica?", "Comercial")),
  );
  if (!quiet || !thankful || !asking || !held) throw new Error("nobody arrived");
  const everybody = [quiet, thankful, asking, held];
  // Routing gives each to somebody, who answers.
  for (const id of everybody) {
    await day.until(id, ({ userId }) => userId !== null, "somebody has the session");
    await day.hooks("local", "say", id, "Fica em R$ 180.", "--as", "agent");
  }
  await day.hooks("local", "clock", "+1min");
  await day.hooks("local", "say", "Beto do Dia", "muito obrigado!");
  await day.hooks("local", "say", "Clara do Dia", "E dá para parcelar?");
  await day.hooks("session", "hold", held, "--until", "amanhã 09:00", "--yes");
  // Nobody is warned before somebody has said yes to what a first run showed.
  await day.hooks("auto-close", "confirm", "parados");

  await day.hooks("local", "clock", "+119min");
  expect(await texts(quiet)).toHaveLength(2);
  const moved = await day.hooks("local", "clock", "+3min");
  expect(moved).toContain("Previstas 3 vezes nesse tempo, uma chamada de cada: look-after-sessions, ");
  await day.until(quiet, ({ messages }) => messages.at(-1)?.text === warning, "the warning");
  await day.until(thankful, ({ messages }) => messages.at(-1)?.text === warning, "the warning of who said thanks");

  // Within the grace nobody is closed.
  await day.hooks("local", "clock", "+20min");
  expect((await Promise.all(everybody.map(day.talk))).every(isOpen)).toBe(true);
  await day.hooks("local", "clock", "+11min");
  for (const id of [quiet, thankful]) {
    await day.until(id, isClosed, "the close");
    expect((await texts(id)).at(-1)).toBe(farewell);
    expect(wall((await day.talk(id)).endAt)).toMatch(/^12:3\d$/);
  }
  expect([await day.talk(asking), await day.talk(held)].map(({ status }) => status)).toEqual([
    "IN_PROGRESS",
    "IN_PROGRESS",
  ]);
  expect(await day.hooks("holds", "list")).toContain(held.slice(0, 8));

  // Until tomorrow the held one is left alone, whatever runs meanwhile.
  await day.hooks("local", "clock", "+20h", "--every", "4h");
  expect(await texts(held)).toHaveLength(2);
  expect(isOpen(await day.talk(held))).toBe(true);
  await day.hooks("local", "clock", "hoje 09:01");
  await day.until(
    held,
    () => day.events.some(({ "detail-type": type, detail }) => type.includes("Hold") && detail.sessionId === held),
    "the hold's end",
  );
  expect(await day.hooks("holds", "list")).not.toContain(held.slice(0, 8));

  // Idle time counts from there. WhatsApp's window is over by then, so that nothing is sent.
  await day.hooks("local", "clock", "+119min");
  expect(isOpen(await day.talk(held))).toBe(true);
  await day.hooks("local", "clock", "+3min");
  await day.until(held, isClosed, "the close of the one that was held");
  expect(wall((await day.talk(held)).endAt)).toMatch(/^11:0\d$/);
  expect(isOpen(await day.talk(asking))).toBe(true);
}, 400_000);

test("and begun anew it is now, and nobody is there of it", async () => {
  await day.hooks("local", "reset", "--yes");
  expect(await day.hooks("local", "clock")).toContain("como nesta máquina");
  expect(await day.hooks("holds", "list")).toContain("Nenhum atendimento");
  const { sessions } = await day.json<{ sessions: { contact: string }[] }>("local", "sessions", "--limit", "1000");
  expect(sessions.filter(({ contact }) => contact.endsWith("do Dia"))).toEqual([]);
}, 60_000);

test("where data outlives the stack, so does the time that it is of; a reset ends that", async () => {
  const hourMs = 3_600_000;
  const packed = tinyPackage({ pings: { bundle: "export const handler = async () => 'pong';" } });
  const dataDir = mkdtempSync(join(tmpdir(), "clock-"));
  const begin = () => startStack({ packageDir: packed.directory, dataDir });
  const first = await begin();
  await first.clock.moveTo(5 * hourMs);
  await first.stop();
  const second = await begin();
  const { now } = await adminAt(second.wtsUrl ?? "")<{ now: string }>("GET", "clock");
  const isThere = Math.abs(Date.parse(now) - Date.now() - 5 * hourMs) < 60_000;
  expect([second.clock.offsetMs(), isThere]).toEqual([5 * hourMs, true]);
  expect((await fetch(`${second.controlUrl}/reset`, { method: "POST" })).status).toBe(200);
  await second.stop();
  const third = await begin();
  expect(third.clock.offsetMs()).toBe(0);
  await third.stop();
  rmSync(dataDir, { recursive: true });
  packed.remove();
}, 60_000);
