// What today's mapping makes of a delivery, command by command, beside what became of it before.
import type { ReplayPlan } from "../../../../cli/parked/show-plan.ts";
import type { PlannedItem } from "../../../../lib/webhooks/replay-plan.ts";
import { Badge, type Tone } from "../../components/badge.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { Notice } from "../../components/notice.tsx";
import { ShortId } from "../../components/short-id.tsx";
import { Time } from "../../components/time.tsx";
import { useWords } from "../../words/use-words.ts";
import { useCommandName } from "../activity/command-name.tsx";
import { parkedWords } from "./parked-words.ts";

const tones: Readonly<Record<PlannedItem["will"], Tone>> = { skip: "neutral", apply: "accent", nothing: "warning" };

const Now = ({ item: { now, partOf } }: { readonly item: PlannedItem }) => {
  const say = useWords(parkedWords);
  const nameOf = useCommandName();
  if (partOf !== undefined) return <span class="quiet">{say.partOf(partOf + 1)}</span>;
  if (!now) return <span class="quiet">{say.notYielded}</span>;
  const { command, session, fields = [], status, department } = now;
  const values = [fields.join(", "), status, department].filter((each) => each !== undefined && each !== "");
  return (
    <>
      <strong>
        <Foreign text={nameOf({ command })} />
      </strong>{" "}
      {session !== undefined && <Foreign text={session} most={60} />}
      {values.map((value) => (
        <div key={value}>
          <Foreign text={value ?? ""} />
        </div>
      ))}
    </>
  );
};

export const PlanTable = ({ plan }: { readonly plan: ReplayPlan }) => {
  const say = useWords(parkedWords);
  if ("problem" in plan)
    return (
      <Notice tone="bad" title={say.mappingProblem}>
        <p>
          <Foreign text={plan.problem} most={600} />
        </p>
      </Notice>
    );
  if ("asks" in plan) return <Notice title={say.mappingAsks(plan.asks.join(", "))} />;
  return (
    <DataTable
      caption={say.plan.caption}
      rows={plan.items}
      rowKey={({ commandId }) => commandId}
      empty={say.plan.empty}
      columns={[
        {
          head: say.plan.command,
          isHeader: true,
          cell: ({ commandId }) => <ShortId id={commandId} />,
        },
        {
          head: say.plan.before,
          cell: ({ before: { state, at } }) => (
            <>
              {say.before[state] ?? state}
              {at !== undefined && (
                <div>
                  <Time at={at} />
                </div>
              )}
            </>
          ),
        },
        { head: say.plan.now, cell: (item) => <Now item={item} /> },
        { head: say.plan.will, cell: ({ will }) => <Badge tone={tones[will]}>{say.will[will]}</Badge> },
      ]}
    />
  );
};
