// Says below a form that it was done, or why it was not.
import type { ComponentChildren } from "preact";
import type { ActName } from "../../../acts/acts.ts";
import type { Doing } from "../../api/use-doing.ts";
import { CommandFailure } from "../../components/command-failure.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { Notice } from "../../components/notice.tsx";

interface OutcomeProps<Name extends ActName> {
  readonly of: Doing<Name>;
  readonly children: (answer: NonNullable<Doing<Name>["done"]>["answer"]) => ComponentChildren;
}

export const Outcome = <Name extends ActName>({ of: { done, error }, children }: OutcomeProps<Name>) => (
  <>
    {error && <CommandFailure error={error} />}
    {done && (
      <Notice tone="good" title={children(done.answer)} isNews>
        {done.said.map((line) => (
          <p key={line}>
            <Foreign text={line} most={400} />
          </p>
        ))}
      </Notice>
    )}
  </>
);
