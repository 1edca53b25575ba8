// One policy: what it is about, what it may do and who said so, and in what it has changed.
import type { PolicyState } from "../../../../cli/auto-close/list-policies.ts";
import { Facts } from "../../components/facts.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { Notice } from "../../components/notice.tsx";
import { useWords } from "../../words/use-words.ts";
import { ModeBadge } from "./mode-badge.tsx";
import { policiesWords } from "./policies-words.ts";
import { PolicyChanges } from "./policy-changes.tsx";
import { SaidSoText } from "./said-so-text.tsx";

export type PolicyAct = "confirm" | "pause" | "resume";

interface PolicyCardProps {
  readonly policy: PolicyState;
  onAct(act: PolicyAct): void;
}

const Changed = ({ policy: { changes, confirmed, needsConfirmation } }: Pick<PolicyCardProps, "policy">) => {
  const say = useWords(policiesWords);
  if (confirmed && changes === null) return <p class="quiet">{say.notKnown}</p>;
  if (!changes || changes.length === 0) return null;
  return (
    <Notice
      tone={needsConfirmation ? "warning" : "neutral"}
      title={needsConfirmation ? say.changedMore : say.changedLess}
    >
      <PolicyChanges changes={changes} />
    </Notice>
  );
};

export const PolicyCard = ({ policy, onAct }: PolicyCardProps) => {
  const say = useWords(policiesWords);
  const { name, mode, about, closes, confirmed, seen, hash, paused, switchedBy, needsConfirmation } = policy;
  const isSeen = seen?.hash === hash;
  const waits = needsConfirmation && mode !== "off" && mode !== "dry";
  return (
    <article class="card stack" aria-labelledby={`policy-${name}`}>
      <header class="card-head">
        <h2 id={`policy-${name}`}>
          <Foreign text={name} />
        </h2>
        <ModeBadge mode={mode} />
      </header>
      <Facts
        facts={[
          [say.about, <Foreign key="about" text={about} />],
          [say.closes, <Foreign key="closes" text={closes} />],
          [say.confirmed, confirmed ? <SaidSoText key="who" saidSo={confirmed.saidSo} /> : say.neverConfirmed],
          [paused ? say.pausedBy : say.resumedBy, switchedBy && <SaidSoText key="who" saidSo={switchedBy} />],
          [
            say.seenIn,
            waits && isSeen && (
              <a key="run" href={`/auto-close/runs/${seen.run}`}>
                {seen.run}
              </a>
            ),
          ],
        ].filter((fact): fact is [string, NonNullable<(typeof fact)[1]>] => fact[1] !== false)}
      />
      <Changed policy={policy} />
      {waits && (
        <p>
          {isSeen ? "" : `${say.notSeen} `}
          {say.howToGoOn}
        </p>
      )}
      <div class="actions">
        {mode !== "off" && (
          <a
            class={waits ? "button primary" : "button"}
            href={`/auto-close/preview?policy=${encodeURIComponent(name)}`}
          >
            {say.preview}
          </a>
        )}
        {waits && (
          <button type="button" onClick={() => onAct("confirm")}>
            {say.confirm}
          </button>
        )}
        {mode !== "off" && (
          <button type="button" onClick={() => onAct(paused ? "resume" : "pause")}>
            {paused ? say.resume : say.pause}
          </button>
        )}
      </div>
    </article>
  );
};
