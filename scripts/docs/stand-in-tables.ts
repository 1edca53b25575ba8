// The tables of the stand-in for WTS: what it answers, what may be done to it, and what nobody knows of the real one.
import { adminRoutes } from "../../local/wts/admin/admin-routes.ts";
import { routes } from "../../local/wts/http/routes.ts";
import { switchCatalogue } from "../../local/wts/switches.ts";
import { code, markdownTable } from "./markdown-table.ts";
import { requireNotes } from "./notes.ts";
import { controlNotes } from "./stand-in-notes.ts";

export const routeTable = (): string => {
  const methods = Map.groupBy(routes, ({ path }) => path);
  return markdownTable(
    ["Address", "Methods"],
    [...methods].map(([path, own]) => [code(path), own.map(({ method }) => method).join(", ")]),
  );
};

export const controlTable = (): string => {
  const names = adminRoutes.map(({ method, path }) => `${method} ${path}`);
  requireNotes(names, controlNotes, "scripts/docs/stand-in-notes.ts");
  return markdownTable(
    ["Control request", "What it does"],
    names.map((name) => [code(name), controlNotes[name] ?? ""]),
  );
};

export const switchTable = (): string =>
  markdownTable(
    ["Switch", "Positions, the first unless said", "What is not known"],
    Object.entries(switchCatalogue).map(([name, { values, unknown }]) => [
      code(name),
      values.map(code).join(", "),
      unknown,
    ]),
  );
