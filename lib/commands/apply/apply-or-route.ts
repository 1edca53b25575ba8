// Applies any command to a session that nobody else works on: where it goes by itself, or by the policies for a route.
import type { FieldName } from "../../core/command/field-mask.ts";
import { fieldsOf } from "../../core/outcome.ts";
import { type AppliedToSession, applyToSession, type CommandForSession } from "./apply-to-session.ts";
import type { CommandRouter, Routed } from "./command-router.ts";
import { guardOrder, occurredAtMs } from "./order-guard.ts";

interface AnyCommandForSession extends CommandForSession {
  /** Who never meets a route command needs none. */
  router: Pick<CommandRouter, "apply"> | undefined;
}

type Applied = Exclude<AppliedToSession, { applied: true }> | (Routed & { applied: true; stale: readonly FieldName[] });

/** Throws Fault. */
export const applyOrRoute = async ({ router, ...given }: AnyCommandForSession): Promise<Applied> => {
  const { command, provenance, session, clock } = given;
  if (command.command !== "route") return applyToSession(given);
  if (!router) throw new TypeError("nobody here can route a session");
  const { source, occurredAt } = provenance;
  const atMs = occurredAtMs(occurredAt, clock.now());
  const { command: left, stale } = guardOrder(command, atMs, (field) => session.writtenAt(source, field));
  if (!left) return { applied: false, stale };
  const routed = await router.apply({ ...given, command });
  // Also where it was left with whom it is: what its sender said before that must not take it away.
  if (atMs !== undefined) session.remember({}, { source, occurredAtMs: atMs, fields: fieldsOf(command) });
  return { applied: true, ...routed, stale };
};
