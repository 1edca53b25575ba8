// What can be done with one policy, each with what it means before it is done.
import type { PolicyState } from "../../../../cli/auto-close/list-policies.ts";
import { ActDialog } from "../../components/act-dialog.tsx";
import { Facts } from "../../components/facts.tsx";
import { Notice } from "../../components/notice.tsx";
import { place } from "../../state/place.ts";
import { useWords } from "../../words/use-words.ts";
import { Counts } from "./counts.tsx";
import { ModeBadge } from "./mode-badge.tsx";
import { policiesWords } from "./policies-words.ts";
import { PolicyChanges } from "./policy-changes.tsx";
import { SaidSoText } from "./said-so-text.tsx";

interface PolicyActProps {
  readonly account: string;
  readonly policy: Pick<PolicyState, "name" | "hash">;
  /** Called with what is to be said of it. */
  onDone(news: string): void;
  onClose(): void;
}

export const ConfirmPolicy = ({
  account,
  policy: { name, hash },
  isBuilt,
  onDone,
  onClose,
}: PolicyActProps & {
  /** False: what runs here does not know hooks.config.ts as it is confirmed. */
  readonly isBuilt: boolean;
}) => {
  const say = useWords(policiesWords);
  return (
    <ActDialog
      act="auto-close/confirm"
      params={{ account, policy: name, seen: hash }}
      title={say.titles.confirm(name)}
      doIt={say.confirm.replace(" …", "")}
      onDone={() => onDone(isBuilt ? say.done.confirmed(name) : say.done.confirmedUnbuilt(name))}
      onClose={onClose}
    >
      {({ changes, again, run, counts, confirmedBefore }) => (
        <div class="stack">
          {changes && changes.length > 0 ? (
            <PolicyChanges changes={changes} />
          ) : (
            <p>{again ? say.confirmSame : say.confirmFirst}</p>
          )}
          {confirmedBefore && <Facts facts={[[say.confirmed, <SaidSoText key="who" saidSo={confirmedBefore} />]]} />}
          {run === null ? (
            <Notice tone="warning">{say.confirmNotShown}</Notice>
          ) : (
            counts && (
              <div>
                <p>{say.confirmShown}</p>
                {counts["would-close"] || counts["would-warn"] ? (
                  <Counts counts={counts} />
                ) : (
                  <p class="quiet">{say.confirmNobody}</p>
                )}
              </div>
            )
          )}
          {isBuilt ? (
            <p>
              {say.actsFromNextRun} {place.value?.isLocal === false && say.onStage}
            </p>
          ) : (
            <Notice tone="warning">{say.actsOnceBuilt}</Notice>
          )}
        </div>
      )}
    </ActDialog>
  );
};

export const SwitchPolicy = ({
  account,
  policy: { name },
  to,
  onDone,
  onClose,
}: PolicyActProps & { readonly to: "pause" | "resume" }) => {
  const say = useWords(policiesWords);
  return (
    <ActDialog
      act={`auto-close/${to}`}
      params={{ account, policy: name }}
      title={say.titles[to](name)}
      doIt={say[to].replace(" …", "")}
      mayBeDone={({ before, paused }) => before.paused !== paused}
      onDone={() => onDone(say.done[to === "pause" ? "paused" : "resumed"](name))}
      onClose={onClose}
    >
      {({ before, paused, mode }) => (
        <div class="stack">
          {before.paused === paused ? (
            <p>{say.isSo}</p>
          ) : (
            <p>
              {paused ? say.pauseMeans : say.resumeMeans} {!paused && mode && <ModeBadge mode={mode} />}
            </p>
          )}
          {before.switchedBy && (
            <Facts facts={[[say.wasSwitched, <SaidSoText key="who" saidSo={before.switchedBy} />]]} />
          )}
        </div>
      )}
    </ActDialog>
  );
};

/** What runs here goes by what it was built with. */
export const Rebuild = ({ onDone, onClose }: Pick<PolicyActProps, "onDone" | "onClose">) => {
  const say = useWords(policiesWords);
  return (
    <ActDialog
      act="local/rebuild"
      params={{}}
      title={say.rebuildTitle}
      doIt={say.rebuild.replace(" …", "")}
      onDone={() => onDone(say.rebuilt)}
      onClose={onClose}
    >
      {() => <p>{say.rebuildMeans}</p>}
    </ActDialog>
  );
};

interface AccountActProps {
  readonly account: string;
  readonly to: "pause" | "resume";
  onDone(news: string): void;
  onClose(): void;
}

/** The kill switch. */
export const SwitchAccount = ({ account, to, onDone, onClose }: AccountActProps) => {
  const say = useWords(policiesWords);
  const isPause = to === "pause";
  return (
    <ActDialog
      act={`kill-switch/${to}`}
      params={{ account }}
      title={isPause ? say.titles.pauseAccount(account) : say.titles.resumeAccount(account)}
      doIt={(isPause ? say.pause : say.resume).replace(" …", "")}
      mayBeDone={({ before, paused }) => before.paused !== paused}
      onDone={() => onDone(isPause ? say.done.accountPaused : say.done.accountResumed)}
      onClose={onClose}
    >
      {({ before, paused }) => (
        <div class="stack">
          <p>{before.paused === paused ? say.isSo : isPause ? say.pauseAccountMeans : say.resumeAccountMeans}</p>
          {before.switchedBy && (
            <Facts facts={[[say.wasSwitched, <SaidSoText key="who" saidSo={before.switchedBy} />]]} />
          )}
        </div>
      )}
    </ActDialog>
  );
};
