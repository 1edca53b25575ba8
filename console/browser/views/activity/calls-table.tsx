// Calls of WTS, as the stand-in remembers them.
import type { LocalCall } from "../../../../cli/local/list-calls.ts";
import { Badge } from "../../components/badge.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { Time } from "../../components/time.tsx";
import { useWords } from "../../words/use-words.ts";
import { activityWords } from "./activity-words.ts";

const toneOf = (status: number | null) =>
  status === null || status >= 500 ? "bad" : status >= 400 ? "warning" : "good";

export const CallsTable = ({ calls, empty }: { readonly calls: readonly LocalCall[]; readonly empty: string }) => {
  const { calls: say } = useWords(activityWords);
  return (
    <DataTable
      caption={say.caption}
      rows={calls.map((call, index) => ({ ...call, key: `${calls.length - index} ${call.at}` }))}
      rowKey={({ key }) => key}
      empty={empty}
      columns={[
        {
          head: say.heads.call,
          isHeader: true,
          cell: ({ method, path }) => (
            <code>
              {method} <Foreign text={path} />
            </code>
          ),
        },
        {
          head: say.heads.status,
          cell: ({ status }) => <Badge tone={toneOf(status)}>{status === null ? say.noAnswer : String(status)}</Badge>,
        },
        {
          head: say.heads.took,
          isNumber: true,
          cell: ({ tookMs }) => (tookMs === null ? "–" : `${tookMs} ms`),
        },
        { head: say.heads.at, cell: ({ at }) => <Time at={at} /> },
      ]}
    />
  );
};
