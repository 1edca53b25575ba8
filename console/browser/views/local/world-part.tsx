// Time that passes, things that fail, an edit that is to count, and beginning anew.
import { useSignal } from "@preact/signals";
import type { AwsFault, WtsFault } from "../../../../cli/local/change-faults.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { useDoing } from "../../api/use-doing.ts";
import { ActDialog } from "../../components/act-dialog.tsx";
import { Answer } from "../../components/answer.tsx";
import { Field } from "../../components/field.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { Notice } from "../../components/notice.tsx";
import { Time } from "../../components/time.tsx";
import { account } from "../../state/place.ts";
import { useWords } from "../../words/use-words.ts";
import { LocalPage } from "./local-page.tsx";
import { localWords } from "./local-words.ts";
import { Outcome } from "./outcome.tsx";

const jumps = ["+15min", "+1h", "+3h", "+1d"] as const;
const minuteMs = 60_000;

const Clock = () => {
  const { clock: say } = useWords(localWords);
  const clock = useAnswer("local/clock", {});
  const moving = useDoing("local/clock");
  const to = useSignal("");
  const isStepwise = useSignal(true);
  const move = (target: string): void =>
    void moving.run({ to: target, ...(isStepwise.value && target.startsWith("+") && { every: "15min" }) });
  return (
    <section class="card stack">
      <h2>{say.title}</h2>
      <p class="quiet">{say.intro}</p>
      <Answer of={clock}>
        {({ now, offsetMs }) => (
          <p>
            <Time at={now} as="absolute" /> <span class="quiet">{say.ahead(Math.round(offsetMs / minuteMs))}</span>
          </p>
        )}
      </Answer>
      <div class="actions">
        {jumps.map((jump) => (
          <button type="button" key={jump} disabled={moving.isDoing} onClick={() => move(jump)}>
            {say.jumps[jump]}
          </button>
        ))}
      </div>
      <form
        class="filters"
        onSubmit={(event) => {
          event.preventDefault();
          if (to.value.trim() !== "") move(to.value.trim());
        }}
      >
        <Field label={say.to} hint={say.toHint}>
          <input value={to.value} onInput={({ currentTarget }) => (to.value = currentTarget.value)} />
        </Field>
        <button type="submit" disabled={moving.isDoing || to.value.trim() === ""}>
          {say.move}
        </button>
      </form>
      <label class="choice-line">
        <input type="checkbox" checked={isStepwise.value} onChange={() => (isStepwise.value = !isStepwise.value)} />
        <span>{say.stepwise}</span>
      </label>
      {moving.isDoing && <p role="status">{say.moving}</p>}
      <Outcome of={moving}>
        {({ now, ran }) => (
          <>
            <Time at={now} as="absolute" />{" "}
            {say.ran(ran.map(({ functionName, called }) => `${functionName} ×${called}`))}
          </>
        )}
      </Outcome>
    </section>
  );
};

const parts = ["wts", "sqs", "dynamodb", "eventbridge", "secretsmanager"] as const;
const waysOf = (part: (typeof parts)[number]): readonly string[] =>
  part === "wts"
    ? ["500", "429", "401", "404", "hang", "reset", "lost", "slow"]
    : ["fail", "hang", "reset", "lost", "slow"];

const Faults = () => {
  const { faults: say } = useWords(localWords);
  const faults = useAnswer("local/faults", { account: account.value });
  const changing = useDoing("local/fault");
  const part = useSignal<(typeof parts)[number]>("wts");
  const how = useSignal("500");
  const times = useSignal("3");
  const textOf = (
    name: string,
    { status, hang, drop, delayMs, mode, times: left }: WtsFault & Partial<AwsFault>,
  ): string => {
    const way = mode ?? status ?? (hang ? "hang" : drop === "after" ? "lost" : drop ? "reset" : "slow");
    return say.fails(name, say.ways[String(way)] ?? String(way), delayMs, left);
  };
  return (
    <section class="card stack">
      <h2>{say.title}</h2>
      <p class="quiet">{say.intro}</p>
      <Answer of={faults}>
        {({ wts, aws }) => {
          const lines = [
            ...wts.map((fault) => textOf("wts", fault)),
            ...Object.entries(aws).flatMap(([name, fault]) => (fault ? [textOf(name, fault)] : [])),
          ];
          return lines.length === 0 ? (
            <p>{say.none}</p>
          ) : (
            <Notice tone="warning" title={say.now}>
              <ul>
                {lines.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
              <button
                type="button"
                disabled={changing.isDoing}
                onClick={() => void changing.run({ account: account.value, part: "off" })}
              >
                {say.off}
              </button>
            </Notice>
          );
        }}
      </Answer>
      <form
        class="filters"
        onSubmit={(event) => {
          event.preventDefault();
          const count = Number(times.value);
          void changing.run({
            account: account.value,
            part: part.value,
            how: how.value,
            ...(times.value !== "" && Number.isInteger(count) && count > 0 && { times: count }),
          });
        }}
      >
        <Field label={say.part}>
          <select
            value={part.value}
            onChange={({ currentTarget }) => {
              part.value = parts.find((each) => each === currentTarget.value) ?? "wts";
              how.value = waysOf(part.value)[0] ?? "";
            }}
          >
            {parts.map((each) => (
              <option key={each} value={each}>
                {say.parts[each]}
              </option>
            ))}
          </select>
        </Field>
        <Field label={say.how}>
          <select value={how.value} onChange={({ currentTarget }) => (how.value = currentTarget.value)}>
            {waysOf(part.value).map((each) => (
              <option key={each} value={each}>
                {say.ways[each] ?? each}
              </option>
            ))}
          </select>
        </Field>
        <Field label={say.times} hint={say.timesHint}>
          <input
            type="number"
            min={1}
            value={times.value}
            onInput={({ currentTarget }) => (times.value = currentTarget.value)}
          />
        </Field>
        <button type="submit" disabled={changing.isDoing}>
          {say.let}
        </button>
      </form>
      <Outcome of={changing}>{() => say.changed}</Outcome>
    </section>
  );
};

const Anew = () => {
  const { anew: say } = useWords(localWords);
  const rebuilding = useDoing("local/rebuild");
  const isAsking = useSignal(false);
  const isReset = useSignal(false);
  return (
    <section class="card stack">
      <h2>{say.title}</h2>
      <p class="quiet">{say.rebuildIntro}</p>
      <div class="actions">
        <button type="button" disabled={rebuilding.isDoing} onClick={() => void rebuilding.run({})}>
          {rebuilding.isDoing ? say.rebuilding : say.rebuild}
        </button>
      </div>
      <Outcome of={rebuilding}>
        {({ build, advice }) => (
          <>
            {say.rebuilt} {build !== null && <Foreign text={build} most={80} />}
            {advice.map((line) => (
              <div key={line}>
                <Foreign text={line} most={400} />
              </div>
            ))}
          </>
        )}
      </Outcome>
      <p class="quiet">{say.resetIntro}</p>
      <div class="actions">
        <button type="button" class="danger" onClick={() => (isAsking.value = true)}>
          {say.reset}
        </button>
      </div>
      {isReset.value && <Notice tone="good" title={say.wasReset} isNews />}
      {isAsking.value && (
        <ActDialog
          act="local/reset"
          params={{}}
          title={say.resetTitle}
          doIt={say.reset}
          isFinal
          onDone={() => {
            isAsking.value = false;
            isReset.value = true;
          }}
          onClose={() => (isAsking.value = false)}
        >
          {() => <p>{say.resetText}</p>}
        </ActDialog>
      )}
    </section>
  );
};

export const WorldPart = () => {
  const { world: say } = useWords(localWords);
  return (
    <LocalPage intro={say.intro} needsStandIn>
      <div class="columns">
        <Clock />
        <Faults />
        <Anew />
      </div>
    </LocalPage>
  );
};
