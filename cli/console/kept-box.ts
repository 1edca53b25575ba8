// One mapping box for all commands of a console, which starts again with the configuration once that was edited.

import type { MappingBox } from "../../lib/webhooks/mapping/mapping-box.ts";
import { readHooksConfig } from "../hooks-config.ts";
import { openBox } from "../webhooks/open-box.ts";

export interface KeptBox {
  /** As a command gets it, which does not end it. */
  readonly box: MappingBox;
  close(): void;
}

export const keptBox = (environment: NodeJS.ProcessEnv): KeptBox => {
  const box = openBox(environment);
  let startedWith: unknown;
  let before: Promise<unknown> = Promise.resolve();

  /** What cannot be read is the box's to say. */
  const startAnewIfEdited = async (): Promise<void> => {
    const config = await readHooksConfig(environment).catch((error: unknown) => error);
    if (startedWith !== undefined && config !== startedWith) box.stop();
    startedWith = config;
  };

  return {
    box: {
      start: () => box.start(),
      // Questions wait for each other, so that none is ended in the middle.
      ask: (question) => {
        const answer = before.then(startAnewIfEdited).then(() => box.ask(question));
        before = answer.catch(() => {});
        return answer;
      },
      stop: () => {},
    },
    close: () => box.stop(),
  };
};
