// A stack on an ordinary day, with something of everything that a view can show: what came, was applied, parked, held, warned, closed and moved.
import type { HooksConfigInput } from "../../../lib/config.ts";
import { until } from "../../support/until.ts";
import { type ConsoleWorld, startConsoleWorld } from "./console-world.ts";
import { viewPaths } from "./view-paths.ts";

const config: HooksConfigInput = {
  language: "pt-BR",
  timeZone: "America/Sao_Paulo",
  sources: {
    github: {
      verify: "github",
      deliveryId: "body.id",
      map: [{ command: "'transfer'", sessionId: "body.session", department: "body.department" }],
    },
    wts: { verify: "wts", publish: ["SESSION_NEW"] },
  },
  autoClose: {
    everyMinutes: 1,
    policies: [
      {
        name: "comercial",
        match: { department: "Comercial" },
        idle: { hours: 2 },
        whenUnsendable: "close",
        warning: { text: "Ainda podemos ajudar?", grace: { minutes: 30 } },
        close: { farewell: "Encerramos por aqui." },
      },
      { name: "financeiro", match: { department: "Financeiro" }, idle: { hours: 4 } },
    ],
  },
  routing: { policies: [{ name: "fila", when: ["SESSION_NEW"], department: "Comercial" }] },
};

/** `paths`: of the views, and of one page of each kind that they lead to. */
export const startOrdinaryWorld = async (): Promise<{ world: ConsoleWorld; paths: readonly string[] }> => {
  const world = await startConsoleWorld(config);
  const [quiet = "", held = "", waiting = ""] = await Promise.all(
    ["Ana Souza", "Beto Lima", "Clara Dias"].map((name) => world.arrive(name, "Bom dia, quanto fica?", "Comercial")),
  );
  for (const id of [quiet, held, waiting]) {
    await world.until(id, ({ userId }) => userId !== null, "somebody has the session");
    await world.hooks("local", "say", id, "Fica em R$ 180.", "--as", "agent");
  }
  await world.hooks("local", "clock", "+1min");
  await world.hooks("auto-close", "confirm", "comercial");
  await world.hooks("session", "hold", held, "--until", "amanhã 18:00", "--reason", "volta amanhã", "--yes");
  await world.deliver("github", { id: "d-1", session: waiting, department: "Comercal" });
  await world.deliver("github", { id: "d-2", session: waiting, department: "Suporte" });
  await until(async () => (await world.json<readonly unknown[]>("parked", "list")).length === 1, "one to be parked");
  await world.hooks("local", "clock", "+121min");
  await world.until(quiet, ({ messages }) => messages.at(-1)?.text === "Ainda podemos ajudar?", "the warning");
  await world.hooks("local", "clock", "+31min");
  await world.until(quiet, ({ status }) => status === "COMPLETED", "the close");
  const [parked] = await world.json<readonly { messageId: string }[]>("parked", "list");
  return { world, paths: [...viewPaths, `/sessions/${quiet}`, `/sessions/${held}`, `/parked/${parked?.messageId}`] };
};
