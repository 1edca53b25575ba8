// What is parked: why, what came, and the two ways out.
import { useSignal } from "@preact/signals";
import { useAnswer } from "../../api/use-answer.ts";
import { ActDialog } from "../../components/act-dialog.tsx";
import { Answer } from "../../components/answer.tsx";
import { AsOf } from "../../components/as-of.tsx";
import { Badge } from "../../components/badge.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { Field } from "../../components/field.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { JsonText } from "../../components/json-text.tsx";
import { Notice } from "../../components/notice.tsx";
import { Page } from "../../components/page.tsx";
import { ShortId } from "../../components/short-id.tsx";
import { Time } from "../../components/time.tsx";
import { shellWords } from "../../words/shell-words.ts";
import { useWords } from "../../words/use-words.ts";
import { parkedWords } from "./parked-words.ts";

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

export const ParkedView = () => {
  const say = useWords(parkedWords);
  const { views } = useWords(shellWords);
  const parked = useAnswer("parked/list", {});
  const replaying = useSignal<string | undefined>(undefined);
  const discarding = useSignal<string | undefined>(undefined);
  const why = useSignal("");
  const news = useSignal<string | undefined>(undefined);
  return (
    <Page title={views.parked} intro={say.intro} actions={<AsOf of={parked} />}>
      {news.value !== undefined && <Notice tone="good" title={news.value} isNews />}
      <Answer of={parked}>
        {(messages) => (
          <DataTable
            caption={say.caption}
            rows={messages}
            rowKey={({ messageId }) => textOf(messageId)}
            empty={say.empty}
            columns={[
              {
                head: say.heads.what,
                isHeader: true,
                cell: ({ command, messageId }) => (
                  <>
                    <Foreign text={textOf(command)} /> <ShortId id={textOf(messageId)} />
                  </>
                ),
              },
              {
                head: say.heads.reason,
                cell: ({ reason }) => {
                  const { code, message } = Object(reason);
                  return (
                    <>
                      <Badge tone="warning">{textOf(code)}</Badge> <Foreign text={textOf(message)} />
                    </>
                  );
                },
              },
              { head: say.heads.at, cell: ({ at }) => <Time at={textOf(at)} /> },
              { head: say.heads.source, cell: ({ source }) => <Foreign text={textOf(source)} /> },
              {
                head: say.heads.session,
                cell: ({ sessionId }) =>
                  textOf(sessionId) && <ShortId id={textOf(sessionId)} href={`/sessions/${textOf(sessionId)}`} />,
              },
              {
                head: say.heads.actions,
                cell: ({ messageId }) => (
                  <div class="actions">
                    <button type="button" onClick={() => (replaying.value = textOf(messageId))}>
                      {say.replay}
                    </button>
                    <button type="button" onClick={() => (discarding.value = textOf(messageId))}>
                      {say.discard}
                    </button>
                  </div>
                ),
              },
            ]}
          />
        )}
      </Answer>
      {replaying.value !== undefined && (
        <ActDialog
          act="parked/replay"
          params={{ id: replaying.value }}
          title={say.replayTitle}
          doIt={say.replay}
          onDone={() => {
            replaying.value = undefined;
            news.value = say.replayed;
          }}
          onClose={() => (replaying.value = undefined)}
        >
          {(shown) => <JsonText value={shown} />}
        </ActDialog>
      )}
      {discarding.value !== undefined && (
        <ActDialog
          act="parked/discard"
          params={why.value.trim() === "" ? undefined : { id: discarding.value, reason: why.value.trim() }}
          title={say.discardTitle}
          doIt={say.discard}
          isFinal
          fields={
            <Field label={say.why} hint={say.whyHint}>
              <input
                required
                maxLength={200}
                value={why.value}
                onInput={({ currentTarget }) => (why.value = currentTarget.value)}
              />
            </Field>
          }
          onDone={() => {
            discarding.value = undefined;
            news.value = say.discarded;
          }}
          onClose={() => (discarding.value = undefined)}
        >
          {(shown) => <JsonText value={shown} />}
        </ActDialog>
      )}
    </Page>
  );
};
