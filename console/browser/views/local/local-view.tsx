// This machine: send a webhook as its sender would, play with the invented conversations, and let time pass or things fail.
import "./local.css";
import { useLocation } from "preact-iso";
import { ConversationsPart } from "./conversations-part.tsx";
import { SendPart } from "./send-part.tsx";
import { WorldPart } from "./world-part.tsx";

export const LocalView = () => {
  const { path } = useLocation();
  if (path === "/local/conversations") return <ConversationsPart />;
  return path === "/local/world" ? <WorldPart /> : <SendPart />;
};
