// Routing: who is there, who would get a session, and what was moved lately.
import "./routing.css";
import { useLocation } from "preact-iso";
import { decoded } from "../../state/decoded.ts";
import { ExplainPart } from "./explain-part.tsx";
import { MovesPart } from "./moves-part.tsx";
import { PeoplePart } from "./people-part.tsx";

export const RoutingView = () => {
  const { path } = useLocation();
  if (path.startsWith("/routing/explain")) {
    const [, , , session = ""] = path.split("/");
    return <ExplainPart key={session} session={decoded(session)} />;
  }
  return path === "/routing/moves" ? <MovesPart /> : <PeoplePart />;
};
