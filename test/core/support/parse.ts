// Parses a command as it is parsed when it comes in, and insists on the kind of answer a test is about.
import { parseCommand, type SessionCommand } from "../../../lib/core/command/command.ts";
import type { Issue } from "../../../lib/core/issue.ts";

export const sessionId = "0b1f6f0e-5a7d-4b52-9f0c-3f1f3a8f7c21";
export const departmentId = "5a0c2f7e-9d1b-4c8a-8f57-1e2d3c4b5a69";
export const userId = "c7e8d9f0-1a2b-4c3d-8e4f-5a6b7c8d9e0f";

export const now = new Date("2026-11-20T12:00:00Z");
export const saoPaulo = "America/Sao_Paulo";

export const parse = (input: unknown, timeZone: string = saoPaulo) => parseCommand(input, { timeZone });

/** The command; fails the test when the input is refused. */
export const accepted = (input: unknown, timeZone?: string): SessionCommand => {
  const answer = parse(input, timeZone);
  if (!answer.ok) throw new Error(`refused: ${JSON.stringify(answer.issues)}`);
  return answer.command;
};

/** The issues; fails the test when the input is accepted. */
export const refused = (input: unknown, timeZone?: string): Issue[] => {
  const answer = parse(input, timeZone);
  if (answer.ok) throw new Error(`accepted: ${JSON.stringify(answer.command)}`);
  return answer.issues;
};

export const acceptedUpdate = (changes: object, timeZone?: string) => accepted({ sessionId, ...changes }, timeZone);
export const refusedUpdate = (changes: object, timeZone?: string) => refused({ sessionId, ...changes }, timeZone);

/** Each issue as `path CODE`, in the order reported. */
export const problems = (issues: readonly Issue[]): string[] => issues.map(({ path, code }) => `${path} ${code}`);
