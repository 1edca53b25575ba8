// A table of which the first rows are shown, and more where somebody wants them: a browser is slow with thousands.
import { useSignal } from "@preact/signals";
import type { ComponentProps } from "preact";
import { DataTable } from "../../components/data-table.tsx";
import { useWords } from "../../words/use-words.ts";
import { autoCloseWords } from "./auto-close-words.ts";

const atOnce = 100;

type DataTableProps<Row> = ComponentProps<typeof DataTable<Row>>;

export const LongTable = <Row,>(props: DataTableProps<Row>) => {
  const say = useWords(autoCloseWords);
  const most = useSignal(atOnce);
  const { rows } = props;
  const left = rows.length - most.value;
  return (
    <>
      <DataTable<Row> {...props} rows={rows.slice(0, most.value)} />
      {left > 0 && (
        <button type="button" onClick={() => (most.value += atOnce * 5)}>
          {say.showMore(Math.min(left, atOnce * 5))}
        </button>
      )}
    </>
  );
};
