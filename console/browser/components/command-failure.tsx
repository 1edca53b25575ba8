// Says why a command did not answer, in its own words, and what to do.
import type { ComponentChildren } from "preact";
import { CallError } from "../api/call.ts";
import { place } from "../state/place.ts";
import { shellWords } from "../words/shell-words.ts";
import { useWords } from "../words/use-words.ts";
import { Foreign } from "./foreign.tsx";
import { Notice } from "./notice.tsx";

const ofWhatRunsHere = new Set(["AWS_FAILED", "SECRETS_UNAVAILABLE", "TABLE_UNAVAILABLE"]);

/** Where nobody listens on this machine, nothing runs, whatever was asked first. */
const codeFor = (code: string, message: string): string =>
  place.value?.isLocal && ofWhatRunsHere.has(code) && message.includes("ECONNREFUSED") ? "NOTHING_RUNS" : code;

export const CommandFailure = ({
  error,
  children,
}: {
  readonly error: Error;
  readonly children?: ComponentChildren;
}) => {
  const say = useWords(shellWords);
  const { code, details } = error instanceof CallError ? error : { code: "INTERNAL_ERROR", details: [] };
  return (
    <Notice tone="bad" title={say.errors[codeFor(code, error.message)] ?? say.failed} isNews>
      <p>
        <Foreign text={error.message} most={600} />
      </p>
      {details.length > 0 && (
        <ul>
          {details.map(({ message, path }) => (
            <li key={message}>
              <Foreign text={path ? `${path}: ${message}` : message} most={400} />
            </li>
          ))}
        </ul>
      )}
      <p class="quiet">
        <code>{code}</code>
      </p>
      {children}
    </Notice>
  );
};
