// Sessions: the list of those that something of ours is about, or one of them with its story.
import { useLocation } from "preact-iso";
import "./sessions.css";
import { decoded } from "../../state/decoded.ts";
import { typedAt } from "./found-sessions.ts";
import { sessionsRoot } from "./session-href.ts";
import { SessionList } from "./session-list.tsx";
import { SessionPage } from "./session-page.tsx";

/** Undefined for the list. */
const askedIn = (path: string): string | undefined => {
  const text = path.startsWith(sessionsRoot) ? path.slice(sessionsRoot.length) : "";
  return text === "" ? undefined : decoded(text);
};

export const SessionsView = () => {
  const { path, query } = useLocation();
  const asked = askedIn(path) ?? typedAt(query.found);
  return asked === undefined ? <SessionList /> : <SessionPage key={asked} asked={asked} />;
};
