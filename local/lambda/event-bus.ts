// Leads each event of the buses to the functions and queues whose rules it matches.
import type { EventRule } from "../template/read-rules.ts";
import type { InvokeAsynchronously } from "./invoke-asynchronously.ts";

/** An event as EventBridge hands it to a function. */
export interface BusEvent {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  /** The time to the second, in UTC. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

interface EventBusOptions {
  /** Those of now: they may be packaged again. */
  rules(): readonly EventRule[];
  readonly busNames: readonly string[];
  readonly invoke: InvokeAsynchronously;
  sendToQueue(queueName: string, body: string): Promise<void>;
  onEvent(event: BusEvent): void;
  onError(source: string, message: string): void;
}

/** Resolves to true once no rule has anything left to do with the event. */
type Deliver = (busName: string, event: BusEvent) => Promise<boolean>;

export const eventBus =
  ({ rules, busNames, invoke, sendToQueue, onEvent, onError }: EventBusOptions): Deliver =>
  async (busName, event) => {
    const lead = async ({ functionName, queueName }: EventRule): Promise<boolean> => {
      if (functionName !== undefined) return invoke(functionName, event);
      try {
        await sendToQueue(queueName, JSON.stringify(event));
        return true;
      } catch (error) {
        onError(
          "bus",
          `${queueName} did not take an event, which is led there again at the next start: ${String(error)}`,
        );
        return false;
      }
    };

    // EventBridge itself is silent about it, but here nobody is helped by silence.
    if (!busNames.includes(busName)) onError("bus", `an event was put on ${busName}, which is no bus of the template`);
    onEvent(event);
    const matching = rules().filter(({ bus, matches }) => bus === busName && matches(event));
    const results = await Promise.all(matching.map(lead));
    return results.every(Boolean);
  };
