// A stack with hostile text in everything that somebody else may write, which came there by the ways by which it would come.
import { fileURLToPath } from "node:url";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { HooksConfigInput } from "../../../lib/config.ts";
import { until } from "../../support/until.ts";
import { type ConsoleWorld, startConsoleWorld } from "./console-world.ts";
import {
  hostileHeader,
  hostilePolicyText,
  hostileReason,
  hostileText,
  longText,
  markup,
  wideWord,
} from "./hostile-text.ts";

const config: HooksConfigInput = {
  language: "en",
  timeZone: "America/Sao_Paulo",
  sources: {
    github: {
      verify: "github",
      map: [
        { command: "'note'", sessionId: "body.session", text: "body.text" },
        { command: "'transfer'", sessionId: "body.session", department: "body.department" },
      ],
    },
    wts: { verify: "wts", publish: ["SESSION_NEW"] },
  },
  autoClose: {
    everyMinutes: 1,
    policies: [
      { name: "outros", match: { metadata: { caso: hostileText } }, idle: { hours: 4 } },
      {
        name: "parados",
        idle: { hours: 2 },
        whenUnsendable: "close",
        warning: { text: hostilePolicyText, grace: { minutes: 30 } },
        close: { note: hostilePolicyText, farewell: hostilePolicyText },
      },
    ],
  },
  routing: { policies: [{ name: "fila", when: ["SESSION_NEW"], department: "Comercial", note: true }] },
};

const idOf = (number: number): string => `5e550000-0000-4000-8000-${String(number).padStart(12, "0")}`;
/** One that a hostile delivery was about, one that is held, one that was warned or closed. */
export const hostileSessions = [idOf(1), idOf(2), idOf(3)] as const;
const sessionCount = 6;

const hourMs = 3_600_000;

const sessionsOf = (now: number): object[] =>
  Array.from({ length: sessionCount }, (_, index) => {
    const at = (hoursAgo: number): string => new Date(now - hoursAgo * hourMs).toISOString();
    return {
      id: idOf(index + 1),
      status: "IN_PROGRESS",
      contactName: index % 2 === 0 ? `${hostileText} ${wideWord}` : `${markup} ${longText}`,
      metadata: { caso: index > 2 ? hostileText : markup, [`<b>${index}</b>`]: markup },
      messages: [
        { direction: "FROM_HUB", text: `${hostileText} ${longText}`, at: at(3.2) },
        { direction: "TO_HUB", text: hostileText, at: at(index === 0 ? 0.1 : 3) },
      ],
    };
  });

const announce = async ({ stack }: ConsoleWorld): Promise<void> => {
  const bus = new EventBridgeClient(stack.aws.eventbridge);
  const detail = { command: "note", sessionId: hostileSessions[0], text: `${hostileText} ${longText}` };
  const entry = { EventBusName: stack.busName, Source: "crm.<b>", DetailType: "Session Update Requested" };
  await bus.send(
    new PutEventsCommand({
      Entries: [
        { ...entry, Detail: JSON.stringify(detail) },
        { ...entry, Detail: JSON.stringify({ ...detail, command: hostileText, text: markup, [markup]: markup }) },
      ],
    }),
  );
  bus.destroy();
};

export const startHostileWorld = async (): Promise<ConsoleWorld> => {
  const world = await startConsoleWorld(config, {
    wtsProgram: fileURLToPath(new URL("hostile-wts.ts", import.meta.url)),
  });
  const now = Date.now();
  await world.admin("POST", "reset", { sessions: sessionsOf(now), keepSubscriptions: true });
  await world.admin("PUT", "limits", { enabled: false });
  const session = hostileSessions[0];
  for (const [id, body] of [
    [`${hostileHeader}-1`, { session, text: `${hostileText} ${longText}`, department: "Comercial" }],
    [`${hostileHeader}-2`, { session, text: hostileText, department: hostileText }],
    ["wide-1", { session, text: wideWord, department: `${wideWord} ${longText.slice(0, 30_000)}` }],
    ["wide-2", { session: markup, text: markup, department: markup, [markup]: { [hostileText]: [markup, longText] } }],
  ] as const)
    await world.deliver("github", body, { "x-github-delivery": id });
  await announce(world);
  const tomorrow = new Date(now + 24 * hourMs).toISOString();
  await world.hooks("closed-day", "add", tomorrow.slice(0, 10), "--reason", hostileReason);
  await world.hooks("session", "hold", hostileSessions[1], "--until", tomorrow, "--reason", hostileReason, "--yes");
  // Routing gives it to somebody with a hostile name.
  const newcomer = await world.arrive(hostileReason, hostileReason, "Comercial");
  await world.until(newcomer, ({ userId }) => userId !== null, "somebody has the session");
  // The first run of a policy shows, and what was confirmed acts: it warns, and half an hour later it closes.
  await world.stack.tick("close-idle-sessions");
  await world.hooks("auto-close", "confirm", "parados");
  await world.hooks("local", "clock", "+2min");
  await world.until(
    hostileSessions[2],
    ({ messages }) => messages.at(-1)?.text?.startsWith(hostileText.slice(0, 20)) === true && messages.length > 2,
    "the warning",
  );
  await world.hooks("local", "clock", "+31min");
  await world.until(hostileSessions[2], ({ status }) => status === "COMPLETED", "the close");
  await until(async () => {
    const parked = await world.json<readonly unknown[]>("parked", "list");
    return parked.length >= 3;
  }, "what is wrong of it to be parked");
  return world;
};
