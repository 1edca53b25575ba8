// The argument by which a command takes a session, in whichever way its person has it at hand.
import { InvalidArgumentError } from "commander";
import { readTypedSession, type TypedSession } from "./typed-session.ts";

const typedSession = (text: string): TypedSession => {
  const typed = readTypedSession(text);
  if (typed) return typed;
  throw new InvalidArgumentError(
    text.trim() === ""
      ? "Expected a session's id or link, a protocol number, or a phone number; it is empty."
      : "Expected a session's id or link, a protocol number, or a phone number; this link has no session's id in it.",
  );
};

export const sessionArgument = [
  "<session>",
  "its id, a link to it, its protocol number, or its contact's phone",
  typedSession,
] as const;
