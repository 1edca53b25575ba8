// All views, in the order of the navigation. The first is where one comes in.
import type { FunctionComponent } from "preact";
import type { shellWords } from "../words/shell-words.ts";
import { ActivityView } from "./activity/activity-view.tsx";
import { AutoCloseView } from "./auto-close/auto-close-view.tsx";
import { LocalView } from "./local/local-view.tsx";
import { ParkedView } from "./parked/parked-view.tsx";
import { RoutingView } from "./routing/routing-view.tsx";
import { SessionsView } from "./sessions/sessions-view.tsx";

export interface View {
  readonly path: `/${string}`;
  readonly name: keyof (typeof shellWords)["en"]["views"];
  readonly component: FunctionComponent;
  /** There is none of it on a stage. */
  readonly localOnly?: true;
}

export const views: readonly [View, ...View[]] = [
  { path: "/sessions", name: "sessions", component: SessionsView },
  { path: "/auto-close", name: "autoClose", component: AutoCloseView },
  { path: "/routing", name: "routing", component: RoutingView },
  { path: "/parked", name: "parked", component: ParkedView },
  { path: "/activity", name: "activity", component: ActivityView },
  { path: "/local", name: "local", component: LocalView, localOnly: true },
];
