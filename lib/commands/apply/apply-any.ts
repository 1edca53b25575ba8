// Applies any command to a session that nobody else works on: by itself, by the policies for a route, in our own table for a hold.
import { type OrderedField, orderedFieldsOf } from "../../core/outcome.ts";
import { type AppliedToSession, applyToSession, type CommandForSession } from "./apply-to-session.ts";
import type { CommandHolder } from "./command-holder.ts";
import type { CommandRouter, Routed } from "./command-router.ts";
import { guardOrder, occurredAtMs } from "./order-guard.ts";

/** Who never meets a route or a hold needs nobody for it. */
export interface CommandHandlers {
  router?: Pick<CommandRouter, "apply"> | undefined;
  holder?: Pick<CommandHolder, "apply"> | undefined;
}

interface AnyCommandForSession extends CommandForSession, CommandHandlers {}

type Applied =
  | Exclude<AppliedToSession, { applied: true }>
  | (Routed & { applied: true; stale: readonly OrderedField[] });

/** Throws Fault. */
export const applyAny = async ({ router, holder, ...given }: AnyCommandForSession): Promise<Applied> => {
  const { command, provenance, session, clock } = given;
  if (command.command !== "route" && command.command !== "hold") return applyToSession(given);
  const { source, occurredAt } = provenance;
  const atMs = occurredAtMs(occurredAt, clock.now());
  const { command: left, stale } = guardOrder(command, atMs, (field) => session.writtenAt(source, field));
  if (!left) return { applied: false, stale };
  const handle = (): Promise<Routed> => {
    if (command.command === "hold" && holder) return holder.apply({ ...given, command });
    if (command.command === "route" && router) return router.apply({ ...given, command });
    throw new TypeError(`nobody here can ${command.command} a session`);
  };
  const handled = await handle();
  // Also where it changed nothing: what its sender said before that must not count any more.
  if (atMs !== undefined) session.remember({}, { source, occurredAtMs: atMs, fields: orderedFieldsOf(command) });
  return { applied: true, ...handled, stale };
};
