// What is parked: all of it, or one message with everything that is known of it.
import { useLocation } from "preact-iso";
import { decoded } from "../../state/decoded.ts";
import { ParkedDetail } from "./parked-detail.tsx";
import { ParkedOverview } from "./parked-overview.tsx";

const here = "/parked/";

export const ParkedView = () => {
  const { path } = useLocation();
  const id = path.startsWith(here) ? decoded(path.slice(here.length)) : "";
  return id === "" ? <ParkedOverview /> : <ParkedDetail key={id} id={id} />;
};
