// The policies of the account with their state, the next run, and the kill switch.
import { useSignal } from "@preact/signals";
import { useLocation } from "preact-iso";
import type { PolicyList, PolicyState } from "../../../../cli/auto-close/list-policies.ts";
import type { Answering } from "../../api/use-answer.ts";
import { Answer } from "../../components/answer.tsx";
import { Badge } from "../../components/badge.tsx";
import { Facts } from "../../components/facts.tsx";
import { Notice } from "../../components/notice.tsx";
import { Time } from "../../components/time.tsx";
import { useWords } from "../../words/use-words.ts";
import { autoCloseWords } from "./auto-close-words.ts";
import { Counts } from "./counts.tsx";
import { policiesWords } from "./policies-words.ts";
import { ConfirmPolicy, SwitchAccount, SwitchPolicy } from "./policy-acts.tsx";
import { type PolicyAct, PolicyCard } from "./policy-card.tsx";
import { RunNow } from "./run-now.tsx";
import { SaidSoText } from "./said-so-text.tsx";
import { StaleNotice } from "./stale-notice.tsx";

type Opened =
  | { readonly what: PolicyAct; readonly policy: PolicyState }
  | { readonly what: "run" | "pause-account" | "resume-account" };

const Standing = ({ list: { nextRun, lastRun } }: { readonly list: PolicyList }) => {
  const [say, sayAll] = [useWords(policiesWords), useWords(autoCloseWords)];
  return (
    <section class="card stack" aria-label={say.standing}>
      <Facts
        facts={[
          [
            say.nextRun,
            nextRun.at === null ? (
              <>
                {say.next[nextRun.why === "due" ? "under-way" : nextRun.why]}{" "}
                {nextRun.run !== null && <a href={`/auto-close/runs/${nextRun.run}`}>{nextRun.run}</a>}
              </>
            ) : (
              <Time key="next" at={nextRun.at} />
            ),
          ],
          [
            say.lastRun,
            lastRun === null ? (
              say.noLastRun
            ) : (
              <>
                <a href={`/auto-close/runs/${lastRun.id}`}>
                  <Time at={lastRun.startedAt} />
                </a>{" "}
                <Badge tone={lastRun.state === "done" || lastRun.state === "running" ? "neutral" : "warning"}>
                  {sayAll.states[lastRun.state]}
                </Badge>
                <Counts counts={lastRun.counts} onlyDone none={null} />
              </>
            ),
          ],
        ]}
      />
    </section>
  );
};

interface PoliciesTabProps {
  readonly account: string;
  readonly policies: Answering<PolicyList>;
}

export const PoliciesTab = ({ account, policies }: PoliciesTabProps) => {
  const say = useWords(policiesWords);
  const { route } = useLocation();
  const opened = useSignal<Opened | undefined>(undefined);
  const news = useSignal<string | undefined>(undefined);
  const close = (): void => {
    opened.value = undefined;
  };
  const done = (text: string): void => {
    close();
    news.value = text;
    policies.refresh();
  };
  const shown = opened.value;
  return (
    <>
      {news.value !== undefined && <Notice tone="good" title={news.value} isNews />}
      <Answer of={policies}>
        {(list) => (
          <>
            {list.killSwitch.paused && (
              <Notice tone="bad" title={say.switchedOff(account)}>
                <p>
                  {say.pausedBy} <SaidSoText saidSo={list.killSwitch.switchedBy} />
                </p>
              </Notice>
            )}
            <StaleNotice editedSinceBuild={list.editedSinceBuild} onDone={done} />
            <Standing list={list} />
            <div class="actions">
              <button type="button" onClick={() => (opened.value = { what: "run" })}>
                {say.runNow}
              </button>
              <button
                type="button"
                onClick={() => (opened.value = { what: list.killSwitch.paused ? "resume-account" : "pause-account" })}
              >
                {list.killSwitch.paused ? say.resumeAccount : say.pauseAccount}
              </button>
            </div>
            {list.policies.length === 0 && <div class="empty">{say.none}</div>}
            <div class="columns">
              {list.policies.map((policy) => (
                <PolicyCard key={policy.name} policy={policy} onAct={(what) => (opened.value = { what, policy })} />
              ))}
            </div>
          </>
        )}
      </Answer>
      {shown?.what === "confirm" && (
        <ConfirmPolicy
          account={account}
          policy={shown.policy}
          isBuilt={typeof policies.answer?.editedSinceBuild !== "string"}
          onDone={done}
          onClose={close}
        />
      )}
      {(shown?.what === "pause" || shown?.what === "resume") && (
        <SwitchPolicy account={account} policy={shown.policy} to={shown.what} onDone={done} onClose={close} />
      )}
      {(shown?.what === "pause-account" || shown?.what === "resume-account") && (
        <SwitchAccount
          account={account}
          to={shown.what === "pause-account" ? "pause" : "resume"}
          onDone={done}
          onClose={close}
        />
      )}
      {shown?.what === "run" && (
        <RunNow account={account} onDone={(runId) => route(`/auto-close/runs/${runId}`)} onClose={close} />
      )}
    </>
  );
};
