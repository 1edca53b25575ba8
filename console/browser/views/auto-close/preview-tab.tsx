// What the next run would do with each open session, and why: asked for by hand, since WTS is asked for all of them.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { useLocation } from "preact-iso";
import type { PolicyList } from "../../../../cli/auto-close/list-policies.ts";
import type { RunPreview } from "../../../../cli/auto-close/show-preview.ts";
import { type Answering, useAnswer } from "../../api/use-answer.ts";
import { Answer } from "../../components/answer.tsx";
import { AsOf } from "../../components/as-of.tsx";
import { Field } from "../../components/field.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { Notice } from "../../components/notice.tsx";
import { useWords } from "../../words/use-words.ts";
import { autoCloseWords } from "./auto-close-words.ts";
import { Counts } from "./counts.tsx";
import { DueTable } from "./due-table.tsx";
import { ModeBadge } from "./mode-badge.tsx";
import { ConfirmPolicy } from "./policy-acts.tsx";
import { PreviewNotices } from "./preview-notices.tsx";
import { previewWords } from "./preview-words.ts";
import { StaleNotice } from "./stale-notice.tsx";
import { StayingTables } from "./staying-tables.tsx";

const outcomes = ["all", "close", "warn", "stays"] as const;
type Outcome = (typeof outcomes)[number];
type PreviewedPolicy = RunPreview["policies"][number];

interface PreviewTabProps {
  readonly account: string;
  readonly policies: Answering<PolicyList>;
}

export const PreviewTab = ({ account, policies }: PreviewTabProps) => {
  const [say, sayAll] = [useWords(previewWords), useWords(autoCloseWords)];
  const { query } = useLocation();
  const named = query.policy ?? "";
  const policy = useSignal(named);
  const asOf = useSignal("");
  const outcome = useSignal<Outcome>("all");
  /** Undefined: nobody has asked for it yet, or it was cancelled. */
  const asked = useSignal<{ account: string; policy?: string; now?: string } | undefined>(undefined);
  const confirming = useSignal<PreviewedPolicy | undefined>(undefined);
  const news = useSignal<string | undefined>(undefined);
  const preview = useAnswer("auto-close/preview", asked.value, { onlyWhenAsked: true });

  const look = (): void => {
    const params = {
      account,
      ...(policy.value !== "" && { policy: policy.value }),
      ...(asOf.value !== "" && { now: asOf.value.replace("T", " ") }),
    };
    if (JSON.stringify(params) === JSON.stringify(asked.value)) preview.refresh();
    else asked.value = params;
  };
  // Whoever comes from a policy has asked already.
  useEffect(() => {
    policy.value = named;
    if (named !== "") look();
  }, [named, account]);

  const shows = (...which: readonly Outcome[]): boolean => outcome.value === "all" || which.includes(outcome.value);
  const names = policies.answer?.policies.flatMap(({ name, mode }) => (mode === "off" ? [] : [name])) ?? [];
  return (
    <>
      <p class="quiet">{say.intro}</p>
      <form
        class="filters"
        onSubmit={(event) => {
          event.preventDefault();
          look();
        }}
      >
        <Field label={sayAll.policy}>
          <select value={policy.value} onChange={({ currentTarget }) => (policy.value = currentTarget.value)}>
            <option value="">{sayAll.allPolicies}</option>
            {[...new Set([...names, ...(named === "" ? [] : [named])])].map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </Field>
        <Field label={say.asOf}>
          <input
            type="datetime-local"
            value={asOf.value}
            onInput={({ currentTarget }) => (asOf.value = currentTarget.value)}
          />
        </Field>
        <button type="submit" class="primary" disabled={preview.isReading}>
          {preview.answer ? say.again : say.start}
        </button>
        {preview.isReading && (
          <button type="button" onClick={() => (asked.value = undefined)}>
            {say.cancel}
          </button>
        )}
        {preview.answer && <AsOf of={preview} />}
      </form>
      {news.value !== undefined && <Notice tone="good" title={news.value} isNews />}
      <StaleNotice
        editedSinceBuild={policies.answer?.editedSinceBuild}
        onDone={(text) => {
          news.value = text;
          policies.refresh();
        }}
      />
      <Answer of={preview} hidesSaid>
        {(found) => (
          <>
            <PreviewNotices preview={found}>
              {found.policies.some(({ mode }) => mode === "waiting" || mode === "unconfirmed") && (
                <Notice tone="warning" title={say.heldBack}>
                  <ul class="plain-list">
                    {found.policies
                      .filter(({ mode }) => mode === "waiting" || mode === "unconfirmed")
                      .map((each) => (
                        <li key={each.name} class="actions">
                          <Foreign text={each.name} /> <ModeBadge mode={each.mode} />
                          <button type="button" class="primary" onClick={() => (confirming.value = each)}>
                            {say.confirm}
                          </button>
                        </li>
                      ))}
                  </ul>
                </Notice>
              )}
            </PreviewNotices>
            <div class="filters">
              <Field label={say.outcome}>
                <select
                  value={outcome.value}
                  onChange={({ currentTarget }) =>
                    (outcome.value = outcomes.find((each) => each === currentTarget.value) ?? "all")
                  }
                >
                  {outcomes.map((each) => (
                    <option key={each} value={each}>
                      {say.outcomes[each]}
                    </option>
                  ))}
                </select>
              </Field>
              <Counts counts={found.counts} />
            </div>
            {shows("close", "warn") && (
              <section class="stack" aria-label={say.due}>
                <h2>{say.due}</h2>
                <DueTable
                  sessions={found.sessions.filter(({ would }) => outcome.value === "all" || would === outcome.value)}
                />
              </section>
            )}
            {shows("stays") && (
              <section class="stack" aria-label={say.staying}>
                <h2>{say.staying}</h2>
                <StayingTables staying={found.staying} />
              </section>
            )}
            <p class="quiet">{say.nothingWritten}</p>
          </>
        )}
      </Answer>
      {confirming.value && (
        <ConfirmPolicy
          account={account}
          policy={confirming.value}
          isBuilt={typeof policies.answer?.editedSinceBuild !== "string"}
          onDone={(text) => {
            confirming.value = undefined;
            news.value = text;
            preview.refresh();
          }}
          onClose={() => (confirming.value = undefined)}
        />
      )}
    </>
  );
};
