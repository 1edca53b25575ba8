// The step that has WTS tell our sources of its events, by what `wts subscribe` does.
import { outputTo } from "../display/output.ts";
import { subscribeSource } from "../wts/subscribe.ts";
import { publishingSources } from "../wts/subscribed-source.ts";
import { setupWords } from "./setup-words.ts";
import type { SetupStep } from "./step.ts";

export const subscriptionStep: SetupStep = {
  name: "wts",
  take: async ({ config, connection, language, options, place }) => {
    const say = setupWords[language];
    const names = publishingSources(config);
    if (names.length === 0) return { state: "left-out", text: say.nothingPublished };
    const said: string[] = [];
    const output = outputTo({ stdout: (text) => said.push(text), stderr: (text) => said.push(text) }, { json: false });
    const kept: boolean[] = [];
    for (const source of names) {
      const { url } = options;
      const plan = await subscribeSource(
        { connection, output },
        { ...place, source, ...(url !== undefined && { url }) },
      );
      kept.push(plan === "keep");
    }
    const more = said.join("").trimEnd().split("\n");
    return { state: kept.every(Boolean) ? "already" : "done", text: say.subscribed(names), more };
  },
};
