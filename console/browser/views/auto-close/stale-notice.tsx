// Says that what runs here goes by an older hooks.config.ts than what is seen, and has it built again: wherever somebody decides about policies.
import { useSignal } from "@preact/signals";
import type { PolicyList } from "../../../../cli/auto-close/list-policies.ts";
import { Foreign } from "../../components/foreign.tsx";
import { Notice } from "../../components/notice.tsx";
import { useWords } from "../../words/use-words.ts";
import { policiesWords } from "./policies-words.ts";
import { Rebuild } from "./policy-acts.tsx";

interface StaleNoticeProps {
  readonly editedSinceBuild: PolicyList["editedSinceBuild"] | undefined;
  /** Called with what is to be said of it. */
  onDone(news: string): void;
}

export const StaleNotice = ({ editedSinceBuild, onDone }: StaleNoticeProps) => {
  const say = useWords(policiesWords);
  const isOpen = useSignal(false);
  return (
    <>
      {typeof editedSinceBuild === "string" && (
        <Notice tone="warning" title={<Foreign text={say.isStale(editedSinceBuild)} />}>
          <p>{say.staleMeans}</p>
          <button type="button" onClick={() => (isOpen.value = true)}>
            {say.rebuild}
          </button>
        </Notice>
      )}
      {isOpen.value && (
        <Rebuild
          onDone={(news) => {
            isOpen.value = false;
            onDone(news);
          }}
          onClose={() => (isOpen.value = false)}
        />
      )}
    </>
  );
};
