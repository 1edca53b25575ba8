// The step that finds out whether what is deployed answers: its health, and a first delivery, signed, to a source that only observes.
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import { sampleFiles } from "../../local/sample-files.ts";
import { Failure } from "../failure.ts";
import { stageUrl } from "../stage-stack.ts";
import { findSource } from "../webhooks/find-source.ts";
import { sendSample } from "../webhooks/send-delivery.ts";
import { setupWords } from "./setup-words.ts";
import type { SetupContext, SetupStep } from "./step.ts";

const pauseMs = 1_000;
const requestMs = 10_000;

const askHealth = async (url: string): Promise<string> => {
  try {
    const { status } = await fetch(`${url}/health`, { signal: AbortSignal.timeout(requestMs), redirect: "manual" });
    return String(status);
  } catch (error) {
    const { cause } = Object(error) as { cause?: { code?: string } };
    return cause?.code ?? Object(error).name;
  }
};

/** A new address takes a while until everybody knows it. */
const untilHealthy = async ({ language, options }: SetupContext, url: string): Promise<void> => {
  const endBy = clock.now() + options.waitSeconds * 1_000;
  let said = await askHealth(url);
  while (said !== "200" && clock.now() + pauseMs < endBy) {
    await clock.sleep(pauseMs);
    said = await askHealth(url);
  }
  if (said !== "200") throw new Failure(setupWords[language].notHealthy(url, said, options.waitSeconds));
};

export const deliveryStep: SetupStep = {
  name: "delivery",
  take: async (context) => {
    const { config, connection, language, options, place } = context;
    const say = setupWords[language];
    const url = options.url ?? (await stageUrl(place));
    await untilHealthy(context, url);
    const { sources } = await connection.access();
    const observing = Object.keys(config.sources).find(
      (name) =>
        config.sources[name]?.observe && (sources.get(name)?.secrets.length ?? 0) > 0 && sampleFiles(name).length > 0,
    );
    // A delivery to any other source might do something to a session.
    if (observing === undefined) return { state: "left-out", text: say.healthy(url), more: [say.nothingObserves] };
    const { status } = await sendSample({ connection }, findSource(config, observing), { base: url });
    if (status >= 300) throw new Failure(say.notTaken(observing, status));
    return { state: "done", text: say.taken(observing, url) };
  },
};
