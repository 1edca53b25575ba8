// Around everything that was asked: says that it is being read, or why it could not be, and then shows it.
import type { ComponentChildren } from "preact";
import type { Answering } from "../api/use-answer.ts";
import { shellWords } from "../words/shell-words.ts";
import { useWords } from "../words/use-words.ts";
import { CommandFailure } from "./command-failure.tsx";
import { Foreign } from "./foreign.tsx";

interface AnswerProps<Value> {
  readonly of: Answering<Value>;
  /** What was read before stays below an error. */
  readonly children: (answer: Value) => ComponentChildren;
  /** What the command says beside its answer stands there in other words already. */
  readonly hidesSaid?: boolean;
}

const Reading = ({ progress }: Pick<Answering<unknown>, "progress">) => {
  const say = useWords(shellWords);
  return (
    <div class="reading" role="status">
      <span class="spinner" aria-hidden="true" />
      {say.loading}
      {progress && (
        <>
          <progress
            aria-label={say.loading}
            max={progress.total ?? undefined}
            value={progress.total === undefined ? undefined : progress.done}
          />
          <span class="quiet">{say.soFar(progress.done, progress.total)}</span>
        </>
      )}
    </div>
  );
};

export const Answer = <Value,>({ of: answering, children, hidesSaid = false }: AnswerProps<Value>) => {
  const say = useWords(shellWords);
  const { answer, error, said, isReading, progress, refresh } = answering;
  return (
    <>
      {error && (
        <CommandFailure error={error}>
          <button type="button" onClick={refresh}>
            {say.tryAgain}
          </button>
        </CommandFailure>
      )}
      {isReading && (answer === undefined || progress) && <Reading progress={progress} />}
      {!hidesSaid && said.length > 0 && (
        <details class="said">
          <summary>{say.said}</summary>
          <ul>
            {said.map((line) => (
              <li key={line}>
                <Foreign text={line} most={400} />
              </li>
            ))}
          </ul>
        </details>
      )}
      {answer !== undefined && children(answer)}
    </>
  );
};
