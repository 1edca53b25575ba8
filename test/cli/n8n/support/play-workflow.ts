// Plays a delivery through a workflow as n8n does, node by node, for the few nodes that the property tests make flows of.

export type Row = {
  name: string;
  kind: string;
  parameters: Record<string, unknown>;
  to: readonly (readonly string[])[];
};

export interface Played {
  commands: unknown[];
  /** Nodes that no mapping can stand in for. */
  left: string[];
}

type Item = Record<string, unknown>;

const valueIn = (item: Item, webhook: Item, parameter: unknown): unknown => {
  const text = String(parameter);
  if (!text.startsWith("=")) return parameter;
  const [, place, field = ""] = /^=\{\{ (\$json|\$\('Webhook'\)\.item\.json\.body)\.(\w+) \}\}$/.exec(text) ?? [];
  return place === "$json" ? item[field] : webhook[field];
};

/** Nodes below are played after those above, each branch to its end, as they stand in `to`. */
export const playWorkflow = (rows: readonly Row[], first: readonly string[], body: Item): Played => {
  const byName = new Map(rows.map((row) => [row.name, row]));
  const played: Played = { commands: [], left: [] };
  const play = (name: string, item: Item): void => {
    const row = byName.get(name);
    if (!row) return;
    const { kind, parameters, to } = row;
    const value = (parameter: unknown): unknown => valueIn(item, body, parameter);
    const go = (output: number, next: Item): void => {
      for (const each of to[output] ?? []) play(each, next);
    };
    switch (kind) {
      case "if":
        go(value(parameters.left) === parameters.right ? 0 : 1, item);
        break;
      case "filter":
        if (value(parameters.left) === parameters.right) go(0, item);
        break;
      case "switch": {
        const rules = parameters.rules as readonly string[];
        const at = rules.indexOf(String(value(parameters.left)));
        go(at === -1 ? rules.length : at, item);
        break;
      }
      case "set":
        go(0, { [String(parameters.name)]: value(parameters.value) });
        break;
      case "wts":
        played.commands.push({ sessionId: "s", status: value(parameters.status) });
        go(0, {});
        break;
      default:
        played.left.push(name);
        go(0, {});
    }
  };
  for (const name of first) play(name, body);
  return played;
};
