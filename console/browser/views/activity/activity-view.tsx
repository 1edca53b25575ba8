// Activity: what came and what became of it as it comes, one command with its story, and whether all is well.
import "./activity.css";
import { useLocation } from "preact-iso";
import { decoded } from "../../state/decoded.ts";
import { CallsPart } from "./calls-part.tsx";
import { commandsRoot } from "./command-href.ts";
import { CommandStory } from "./command-story.tsx";
import { CommandsPart } from "./commands-part.tsx";
import { HealthPart } from "./health-part.tsx";
import { LogPart } from "./log-part.tsx";

export const ActivityView = () => {
  const { path } = useLocation();
  if (path.startsWith(commandsRoot)) {
    const id = decoded(path.slice(commandsRoot.length));
    return <CommandStory key={id} id={id} />;
  }
  if (path === "/activity/log") return <LogPart />;
  if (path === "/activity/calls") return <CallsPart />;
  return path === "/activity/health" ? <HealthPart /> : <CommandsPart />;
};
