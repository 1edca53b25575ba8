// Works out a parameter as n8n does: it is text of our own here, and runs with nothing around it but what n8n gives.

/** `more`: such as {$itemIndex: 1}. */
export const evaluateParameter = (parameter: unknown, json: object, more: object = {}): unknown => {
  const text = String(parameter);
  if (!text.startsWith("=")) return parameter;
  const given = { $json: json, $execution: { id: "7" }, $runIndex: 0, $itemIndex: 0, ...more };
  const evaluate = (code: string): unknown =>
    new Function(...Object.keys(given), `return (${code})`)(...Object.values(given));
  const [, whole] = /^=\{\{([\s\S]*)\}\}$/.exec(text) ?? [];
  if (whole !== undefined && !whole.includes("{{")) return evaluate(whole);
  return text.slice(1).replaceAll(/\{\{([\s\S]*?)\}\}/g, (_all, code: string) => String(evaluate(code) ?? ""));
};
