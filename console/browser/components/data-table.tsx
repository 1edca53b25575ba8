// A table that becomes a list of cards where it is narrow, with rows that can be chosen.
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { shellWords } from "../words/shell-words.ts";
import { useWords } from "../words/use-words.ts";
import { nameText } from "./name-text.ts";

export interface Column<Row> {
  readonly head: string;
  cell(row: Row): ComponentChildren;
  /** Numbers stand to the right. */
  readonly isNumber?: boolean;
  /** What the row is: its header. */
  readonly isHeader?: boolean;
}

interface DataTableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  rowKey(row: Row): string;
  /** What stands there instead of no rows at all. */
  readonly empty: ComponentChildren;
  readonly chosen?: ReadonlySet<string>;
  readonly onChoose?: (chosen: ReadonlySet<string>) => void;
}

export const DataTable = <Row,>({ caption, columns, rows, rowKey, empty, chosen, onChoose }: DataTableProps<Row>) => {
  const say = useWords(shellWords);
  const frame = useRef<HTMLDivElement>(null);
  /** What scrolls sideways has to be reached by the keyboard. */
  const scrolls = useSignal(false);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const look = (): void => {
      scrolls.value = element.scrollWidth > element.clientWidth;
    };
    look();
    const resizing = new ResizeObserver(look);
    resizing.observe(element);
    return () => resizing.disconnect();
  });
  if (rows.length === 0) return <div class="empty">{empty}</div>;
  const keys = rows.map(rowKey);
  const all = chosen !== undefined && keys.every((key) => chosen.has(key));
  const toggle = (key: string): void => {
    const next = new Set(chosen);
    if (!next.delete(key)) next.add(key);
    onChoose?.(next);
  };
  return (
    <div class="table-frame" ref={frame} {...(scrolls.value && { tabIndex: 0, role: "group", "aria-label": caption })}>
      <table>
        <caption class="for-readers">{caption}</caption>
        <thead>
          <tr>
            {chosen && (
              <th scope="col" class="choice">
                <input
                  type="checkbox"
                  aria-label={say.chooseAll}
                  checked={all}
                  onChange={() => onChoose?.(all ? new Set() : new Set(keys))}
                />
              </th>
            )}
            {columns.map(({ head, isNumber }) => (
              <th scope="col" key={head} class={isNumber ? "number" : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => {
            const key = keys[index] ?? "";
            return (
              <tr key={key} aria-selected={chosen ? chosen.has(key) : undefined}>
                {chosen && (
                  <td class="choice">
                    <input
                      type="checkbox"
                      aria-label={`${say.choose} ${nameText(key)}`}
                      checked={chosen.has(key)}
                      onChange={() => toggle(key)}
                    />
                  </td>
                )}
                {columns.map(({ head, cell, isNumber, isHeader }) =>
                  isHeader ? (
                    <th scope="row" key={head} data-head={head}>
                      {cell(row)}
                    </th>
                  ) : (
                    <td key={head} data-head={head} class={isNumber ? "number" : undefined}>
                      {cell(row)}
                    </td>
                  ),
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
};
