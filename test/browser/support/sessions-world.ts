// A few sessions with a day behind them, and the console beside them: one was moved and closed, one is held, one due, one warned, of one something is parked.
import { runHooks } from "../../../cli/program.ts";
import { type ServedConsole, serveConsole } from "../../../console/server/serve-console.ts";
import { defineConfig } from "../../../lib/config.ts";
import type { Language } from "../../../lib/core/texts/language.ts";
import { systemClock } from "../../../lib/runtime/clock.ts";
import { runHere, startHooks } from "../../cli/support/hooks-for-tests.ts";
import { parkedCommand } from "../../cli/support/queued-command.ts";
import { boxHere } from "../../support/box-here.ts";
import { manualClock } from "../../support/manual-clock.ts";
import { sessionLife } from "../../support/session-life.ts";
import { startTestStandIn } from "../../support/wts-stand-in.ts";

const hourMs = 3_600_000;

const idOf = (number: number): string => `5e55ba5e-0000-4000-8000-${String(number).padStart(12, "0")}`;

export const storied = {
  closed: idOf(1),
  held: idOf(2),
  due: idOf(3),
  warned: idOf(4),
  parked: idOf(5),
  open: idOf(6),
};

/** Nothing here stays: whatever somebody may write shows as text. */
export const hostileText = '<img src=x onerror="alert(1)"> \u202eesrever\u0007 <script>alert(2)</script>';

const configIn = (language: Language) =>
  defineConfig({
    language,
    timeZone: "America/Sao_Paulo",
    autoClose: {
      policies: [
        {
          name: "avisa",
          match: { status: "PENDING" },
          idle: { hours: 4 },
          warning: { text: "Ainda aí?", grace: { hours: 24 } },
        },
        { name: "parados", idle: { hours: 4 } },
      ],
    },
    routing: { policies: [{ name: "comercial", when: ["SESSION_NEW", "requested"], department: "Comercial" }] },
  });

export const startSessionsWorld = async (language: Language = "en") => {
  const config = configIn(language);
  const clock = manualClock(Date.now() - 20 * hourMs);
  const cliClock = { now: () => clock.now(), sleep: (ms: number) => clock.sleep(ms), random: () => clock.random() };
  const standIn = await startTestStandIn();
  const our = await startHooks({ wtsUrl: standIn.url, config, cliClock });
  const life = sessionLife({ table: our.table, standIn, clock, config });
  const session = (id: string, idleHours: number, more: object = {}) => {
    const [lastMessageIn, lastMessageOut] = [idleHours * hourMs + 60_000, idleHours * hourMs].map((ms) =>
      new Date(clock.now() - ms).toISOString(),
    );
    return { id, status: "IN_PROGRESS", lastMessageIn, lastMessageOut, channelType: "ZAPI_WHATSAPP", ...more };
  };
  // WTS gives a number out on the day on which the session begins.
  const createdAt = new Date(clock.now() - hourMs).toISOString();
  const number = `${createdAt.slice(0, 10).replaceAll("-", "")}00042`;
  await standIn.admin("POST", "reset", {
    clock: { now: new Date(clock.now()).toISOString(), frozen: true },
    sessions: [
      session(storied.closed, 0.01, { createdAt }),
      session(storied.held, -13),
      session(storied.due, -12),
      session(storied.warned, 0.02, { status: "PENDING" }),
      session(storied.parked, -19),
      session(storied.open, -18.5, { contactName: hostileText }),
    ],
  });
  await standIn.admin("PUT", "limits", { enabled: false });
  await life.deliver(life.queued({ sessionId: storied.closed, number }, { deliveryId: "order-1" }));
  await life.advance(60_000);
  await life.route("WTS SESSION_NEW", "wts-session-hooks", {
    ...{ id: "w-1", account: "default", source: "webhook:wts", hops: 0, correlationId: "w" },
    ...{ eventType: "SESSION_NEW", sessionId: storied.closed, session: { id: storied.closed }, changes: [] },
  });
  await life.deliverQueued();
  await life.advance(6 * hourMs);
  await life.run();
  await life.deliverQueued();
  await life.advance(Date.now() - clock.now());
  const refused = life.queued({ sessionId: storied.parked, number: "7" }, { deliveryId: "order-2" });
  our.put("Parked", parkedCommand(refused, "SESSION_NOT_FOUND", new Date(clock.now()).toISOString()));
  await our.hooks(
    "session",
    "hold",
    storied.held,
    "--until",
    "em 3 dias",
    "--reason",
    `ligar ${hostileText}`.slice(0, 180),
    "--yes",
  );
  const run: Parameters<typeof serveConsole>[0]["look"] = (words, streams) =>
    runHooks(words, {
      environment: our.environment,
      config,
      clock: cliClock,
      box: boxHere(config.sources),
      ...streams,
    });
  const served: ServedConsole = await serveConsole({ look: run, act: run, clock: systemClock, port: 0 });
  return {
    /** The protocol of the one that was closed. */
    number,
    ...{ our, standIn, life, clock, url: served.url, newAddress: served.newAddress },
    hooks: (...args: string[]) => runHere(args, our.environment, { config, clock: cliClock }),
    stop: async (): Promise<void> => {
      await served.stop();
      await Promise.all([our.stop(), standIn.stop()]);
    },
  };
};

export type SessionsWorld = Awaited<ReturnType<typeof startSessionsWorld>>;
