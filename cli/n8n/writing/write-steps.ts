// Prints the steps of a mapping as lines of TypeScript. What follows a step that is left to people is there, as a comment.
import { shownText } from "../../../lib/core/texts/shown-text.ts";
import { asAny, type Binding, type Code, joined, not, propertyKey } from "../expressions/code.ts";
import { hasTodo, type NodeName, type Statement, type Way } from "../flow/statement.ts";
import type { Command } from "../nodes/outcome.ts";
import type { ImportWords } from "./import-words.ts";

const longestShownName = 80;
const widest = 110;

/** A name is somebody else's: it is one line of a comment, and says nothing but itself. */
export const shownNode = ({ name }: Pick<NodeName, "name">): string => {
  const text = shownText(name);
  return `"${text.length > longestShownName ? `${text.slice(0, longestShownName)}…` : text}"`;
};

interface Uses {
  /** What is asked for where the file does something. */
  readonly live: ReadonlySet<Binding>;
  /** What only the comments ask for. */
  readonly dead: ReadonlySet<Binding>;
}

/** A way that leads nowhere is not asked for, unless one after it leads somewhere. */
const testsOf = ({ ways, isExclusive }: Extract<Statement, { kind: "choice" }>): readonly Code[] => {
  const leads = ({ steps }: Way): boolean => steps.length > 0;
  const hasRest = ways.some((way) => way.test === undefined && leads(way));
  const asked = isExclusive
    ? ways.slice(0, ways.findLastIndex(leads) + 1)
    : ways.filter((way) => hasRest || leads(way));
  return asked.flatMap(({ test }) => test ?? []);
};

const codesOf = (step: Statement): readonly Code[] => {
  if (step.kind === "command") return step.command.entries.map(([, code]) => code);
  if (step.kind === "todo") return (step.command?.entries ?? []).map(([, code]) => code);
  return step.kind === "choice" ? testsOf(step) : [];
};

const addWithNeeded = (found: Set<Binding>, bindings: readonly Binding[]): void => {
  for (const binding of bindings)
    if (!found.has(binding)) {
      found.add(binding);
      addWithNeeded(found, binding.code.uses);
    }
};

const hasDirectTodo = (steps: readonly Statement[]): boolean => steps.some(({ kind }) => kind === "todo");

/** A delivery that comes to a step that is left does nothing at all, whatever it passed before. */
export const hasLiveCommand = (steps: readonly Statement[]): boolean =>
  !hasDirectTodo(steps) &&
  steps.some(
    (step) => step.kind === "command" || (step.kind === "choice" && step.ways.some((way) => hasLiveCommand(way.steps))),
  );

export const usesOfSteps = (steps: readonly Statement[]): Uses => {
  const live = new Set<Binding>();
  const dead = new Set<Binding>();
  const look = (list: readonly Statement[], isIn: boolean): void => {
    const isDead = isIn || hasDirectTodo(list);
    for (const step of list) {
      addWithNeeded(
        isDead ? dead : live,
        codesOf(step).flatMap(({ uses }) => uses),
      );
      if (step.kind === "choice") for (const { steps: inner } of step.ways) look(inner, isDead);
    }
  };
  look(steps, false);
  return { live, dead };
};

const indented = (lines: readonly string[]): readonly string[] =>
  lines.map((line) => (line === "" ? line : `  ${line}`));
const commented = (lines: readonly string[]): readonly string[] => lines.map((line) => `// ${line}`.trimEnd());

export const commandLines = ({ entries }: Command, before: string, after: string): readonly string[] => {
  const own = entries.map(([key, { text }]) => (key === text ? key : `${propertyKey(key)}: ${text}`));
  const line = `${before}{ ${own.join(", ")} }${after}`;
  if (line.length <= widest) return [line];
  return [`${before}{`, ...own.map((each) => `  ${each},`), `}${after}`];
};

const testText = (test: Code): string =>
  test.truth === undefined ? (test.type === "other" ? asAny(test).text : test.text) : String(test.truth);

export const writeSteps = (steps: readonly Statement[], words: ImportWords): readonly string[] => {
  const uses = usesOfSteps(steps);

  const wayLines = (ways: readonly Way[], isDead: boolean): readonly string[] => {
    const last = ways.findLastIndex(({ steps: inner }) => inner.length > 0);
    const kept = ways.slice(0, last + 1);
    const lines: string[] = [];
    const tests: Code[] = [];
    for (const { test, steps: inner } of kept) {
      const isSilent = inner.length === 0 && tests.length === 0 && kept.length === 2;
      if (test && isSilent) {
        tests.push(test);
        continue;
      }
      const begins = lines.length === 0 ? "" : "} else ";
      const asked = test ? `if (${testText(test)}) {` : "{";
      const turned =
        lines.length === 0 && tests.length > 0 && !test ? `if (${testText(not(joined(tests, "||")))}) {` : asked;
      const turnedWithTest =
        lines.length === 0 && tests.length > 0 && test
          ? `if (${testText(joined([not(joined(tests, "||")), test], "&&"))}) {`
          : turned;
      if (lines.length === 0) lines.push(turnedWithTest);
      else lines[lines.length - 1] = `${begins}${asked}`;
      lines.push(...indented(inner.length === 0 ? [`// ${words.nothingFollows}`] : blockLines(inner, isDead)), "}");
    }
    return lines;
  };

  const choiceLines = (step: Extract<Statement, { kind: "choice" }>, isDead: boolean): readonly string[] => {
    if (step.isExclusive) return wayLines(step.ways, isDead);
    const tests = step.ways.flatMap(({ test }) => test ?? []);
    return step.ways.flatMap(({ test, steps: inner }) =>
      wayLines([{ test: test ?? not(joined(tests, "||")), steps: inner }], isDead),
    );
  };

  const valueLines = (bindings: readonly Binding[], isDead: boolean): readonly string[] =>
    bindings.flatMap((binding) => {
      const line = `const ${binding.name} = ${binding.code.text};`;
      if (uses.live.has(binding)) return [line];
      return uses.dead.has(binding) ? (isDead ? [line] : commented([line])) : [];
    });

  const todoLines = (step: Extract<Statement, { kind: "todo" }>): readonly string[] => [
    `// TODO: ${words.nodeOf(shownNode(step.node), step.node.type)}: ${words.reason(step.reason, step.field)}`,
    ...(step.command ? commandLines(step.command, "commands.push(", ");") : []),
  ];

  const stepLines = (step: Statement, isDead: boolean): readonly string[] => {
    const title = `// ${words.nodeOf(shownNode(step.node), step.node.type)}`;
    switch (step.kind) {
      case "values": {
        const lines = valueLines(step.bindings, isDead);
        return lines.length > 0 ? [title, ...lines] : [];
      }
      case "remark":
        return step.remarks.map((code) => `${title}: ${words.remark(code)}`);
      case "command":
        return [
          title,
          ...step.remarks.map((code) => `// ${words.remark(code)}`),
          ...commandLines(step.command, "commands.push(", ");"),
        ];
      case "choice": {
        const lines = choiceLines(step, isDead);
        return lines.length > 0 ? [title, ...lines] : [];
      }
      case "todo":
        return todoLines(step);
    }
  };

  /** Where a step is left, nothing of its block is done, and all of it is there to read. */
  function blockLines(list: readonly Statement[], isIn: boolean): readonly string[] {
    if (isIn || !hasDirectTodo(list)) return list.flatMap((step) => stepLines(step, isIn));
    const lines = list.flatMap((step) => stepLines(step, true));
    return [
      ...lines.map((line) => (line.startsWith("// ") ? line : `// ${line}`)),
      `// ${words.nothingByHalf}`,
      "return [];",
    ];
  }

  if (!hasLiveCommand(steps)) return hasTodo(steps) ? withReturn(blockLines(steps, false)) : ["return [];"];
  const lines = blockLines(steps, false);
  const [only, ...others] = steps.filter(({ kind }) => kind !== "values" && kind !== "remark");
  const pushed = only?.kind === "command" ? commandLines(only.command, "commands.push(", ");") : [];
  const isLast = pushed.length > 0 && lines.slice(-pushed.length).join("\n") === pushed.join("\n");
  if (only?.kind !== "command" || others.length > 0 || !isLast)
    return ["const commands: object[] = [];", ...lines, "return commands;"];
  return [...lines.slice(0, -pushed.length), ...commandLines(only.command, "return ", ";")];
};

const withReturn = (lines: readonly string[]): readonly string[] =>
  lines.at(-1) === "return [];" ? lines : [...lines, "return [];"];
