// Asks before anything is written: shows what a dry run says, and writes only what was shown.
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { PreviewOf } from "../../acts/act.ts";
import type { ActName, Acts } from "../../acts/acts.ts";
import type { AnswerOf, ParamsOf } from "../../questions/question.ts";
import type { Progress } from "../../server/run-command.ts";
import { perform, preview } from "../api/ask.ts";
import { CallError, type Called } from "../api/call.ts";
import { changes } from "../api/changes.ts";
import { shellWords } from "../words/shell-words.ts";
import { useWords } from "../words/use-words.ts";
import { CommandFailure } from "./command-failure.tsx";
import { keepFocus } from "./keep-focus.ts";
import { Notice } from "./notice.tsx";

interface ActDialogProps<Name extends ActName> {
  readonly act: Name;
  /** Undefined: something has to be filled in first (`fields`). */
  readonly params: ParamsOf<Acts[Name]> | undefined;
  readonly title: string;
  /** What the button says that does it: a verb. */
  readonly doIt: string;
  /** Cannot be taken back. */
  readonly isFinal?: boolean;
  /** What has to be typed or chosen for it. */
  readonly fields?: ComponentChildren;
  /** Shows what would be done. */
  readonly children: (preview: PreviewOf<Acts[Name]>) => ComponentChildren;
  /** False where the preview says that there is nothing to do. */
  mayBeDone?(preview: PreviewOf<Acts[Name]>): boolean;
  onDone(answer: Called<AnswerOf<Acts[Name]>>): void;
  onClose(): void;
}

/** What is typed is previewed when nobody has typed for so long. */
const typedMs = 400;

export const ActDialog = <Name extends ActName>(props: ActDialogProps<Name>) => {
  const { act, params, title, doIt, isFinal = false, fields, children, mayBeDone = () => true } = props;
  const say = useWords(shellWords);
  const dialog = useRef<HTMLDialogElement>(null);
  const shown = useSignal<Called<PreviewOf<Acts[Name]>> | undefined>(undefined);
  const error = useSignal<Error | undefined>(undefined);
  const progress = useSignal<Progress | undefined>(undefined);
  const isDoing = useSignal(false);
  const hasChanged = useSignal(false);
  const key = JSON.stringify(params);

  const look = async (signal?: AbortSignal): Promise<void> => {
    if (params === undefined) return;
    try {
      progress.value = undefined;
      const read = await preview(act, params, {
        ...(signal && { signal }),
        onProgress: (far) => {
          if (!signal?.aborted) progress.value = far;
        },
      });
      if (signal?.aborted) return;
      shown.value = read;
      error.value = undefined;
    } catch (failure) {
      if (!signal?.aborted) error.value = failure as Error;
    }
  };

  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    // A dialog that is taken away does not give the keyboard back, as one does that is closed; what it stood on may be gone by then.
    return () => setTimeout(() => keepFocus(before));
  }, []);

  useEffect(() => {
    shown.value = undefined;
    error.value = undefined;
    const aborting = new AbortController();
    const timer = setTimeout(() => void look(aborting.signal), fields === undefined ? 0 : typedMs);
    return () => {
      clearTimeout(timer);
      aborting.abort();
    };
  }, [act, key]);

  const write = async (): Promise<void> => {
    const seen = shown.value?.seen;
    if (params === undefined || seen === undefined) return;
    isDoing.value = true;
    hasChanged.value = false;
    try {
      const done = await perform(act, params, seen);
      changes.value += 1;
      props.onDone(done);
    } catch (failure) {
      if (failure instanceof CallError && failure.code === "CHANGED_MEANWHILE") {
        hasChanged.value = true;
        shown.value = undefined;
        await look();
      } else error.value = failure as Error;
    } finally {
      isDoing.value = false;
    }
  };

  const isReady = shown.value !== undefined && mayBeDone(shown.value.answer);
  return (
    <dialog
      ref={dialog}
      aria-labelledby="act-title"
      onClose={props.onClose}
      onCancel={(event) => {
        // What is under way is waited for: closing would hide what came of it.
        if (isDoing.value) event.preventDefault();
      }}
    >
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault();
          void write();
        }}
      >
        <h2 id="act-title">{title}</h2>
        {fields}
        {hasChanged.value && <Notice tone="warning" title={say.changedMeanwhile} isNews />}
        <div class="preview" aria-live="polite">
          {shown.value
            ? children(shown.value.answer)
            : params !== undefined &&
              !error.value && (
                <p>
                  {say.lookingFirst} {progress.value && say.soFar(progress.value.done, progress.value.total)}
                </p>
              )}
        </div>
        {error.value && <CommandFailure error={error.value} />}
        <div class="actions">
          <button type="button" onClick={() => dialog.current?.close()} disabled={isDoing.value}>
            {say.cancel}
          </button>
          <button type="submit" class={isFinal ? "primary danger" : "primary"} disabled={!isReady || isDoing.value}>
            {isDoing.value ? say.doing : doIt}
          </button>
        </div>
      </form>
    </dialog>
  );
};
