// `notify test`: one message, as those of the functions will be sent.
import { randomUUID } from "node:crypto";
import { nearestHint } from "../../lib/core/names.ts";
import { postMessage } from "../../lib/notify/post-message.ts";
import { testNotice } from "../../lib/notify/rules/notice-texts.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import { placeText } from "../display/place-text.ts";
import { Failure, NotFound } from "../failure.ts";
import type { Tools } from "../with-connection.ts";
import { notifyWords } from "./notify-words.ts";

/** With --json. */
export interface TestSent {
  place: string;
  name: string;
  sent: true;
}

export const sendTest = async (
  { connection, output }: Tools,
  { name, baseUrl }: { name: string; baseUrl: string | undefined },
): Promise<void> => {
  const { notify, language } = await connection.config();
  const target = notify[name];
  if (!target)
    throw new NotFound(
      `\`notify\` of hooks.config.ts has no ${name}${nearestHint(name, Object.keys(notify))}: add it, or name another`,
    );
  const address = (await connection.access()).notify.get(name);
  const result = await postMessage(
    { target, address, id: `test-${randomUUID()}`, type: "test", notice: testNotice(name, language), data: {} },
    { clock, baseUrl },
  );
  if (!result.ok)
    throw new Failure(`${name} was not told: ${result.problem} (\`notify\` of ${connection.accessName()})`);
  output.json({ place: connection.place, name, sent: true } satisfies TestSent);
  output.line(notifyWords[language].sent(name, placeText(connection.place, language)));
};
