// Leads each event of the buses to the functions whose rules it matches.
import type { EventRule } from "../template/read-rules.ts";
import type { BusEvent } from "./bus-event.ts";
import type { InvokeAsynchronously } from "./invoke-asynchronously.ts";

export interface EventBusOptions {
  readonly rules: readonly EventRule[];
  readonly busNames: readonly string[];
  readonly invoke: InvokeAsynchronously;
  onEvent(event: BusEvent): void;
  onError(source: string, message: string): void;
}

/** Resolves to true once no rule has anything left to do with the event. */
export type Deliver = (busName: string, event: BusEvent) => Promise<boolean>;

export const eventBus = ({ rules, busNames, invoke, onEvent, onError }: EventBusOptions): Deliver => {
  return async (busName, event) => {
    // EventBridge says nothing either, but nobody is helped by silence here.
    if (!busNames.includes(busName)) onError("bus", `an event was put on ${busName}, which is no bus of the template`);
    onEvent(event);
    const matching = rules.filter(({ bus, matches }) => bus === busName && matches(event));
    const results = await Promise.all(matching.map(({ functionName }) => invoke(functionName, event)));
    return results.every(Boolean);
  };
};
