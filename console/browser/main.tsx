// Starts the page.
import { render } from "preact";
import "uplot/dist/uPlot.min.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/layout.css";
import "./styles/components.css";
import "./styles/auto-close.css";
import { enter } from "./api/visit.ts";
import { App } from "./app.tsx";

await enter().catch(() => {});
const root = document.getElementById("app");
if (root) render(<App />, root);
