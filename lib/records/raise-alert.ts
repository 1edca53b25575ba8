// Raises an alert: an event for whoever listens, at most one a cause an hour. Nobody's work fails because of it.
import type { Bus } from "../aws/bus.ts";
import { type Alert, alertType, causeOf, mendingCommand, type RaisedAlert } from "../core/alert.ts";
import { commandIdOf } from "../core/command/command-id.ts";
import type { Clock } from "../runtime/clock.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import type { Log } from "../runtime/log.ts";
import type { AlertRecords } from "./alerts.ts";

export interface AlertDependencies {
  alerts: AlertRecords;
  bus: Bus;
  clock: Pick<Clock, "now">;
  log: Log;
}

/**
 * It is told before it is noted down as told: whoever dies between the two has it told twice, and never not at all. Both have
 * the same id where they come within the same hour of the clock.
 */
export const raiseAlert = async ({ alerts, bus, clock, log }: AlertDependencies, alert: Alert): Promise<void> => {
  const { account, code } = alert;
  try {
    if (await alerts.wasRaised(alert)) return;
    const raisedAt = new Date(clock.now()).toISOString();
    const deliveryId = `${causeOf(alert)} ${raisedAt.slice(0, 13)}`;
    const id = commandIdOf({ account, source: "alert", deliveryId, index: 0 });
    const detail: RaisedAlert = { id, raisedAt, ...alert, command: mendingCommand(alert) };
    await bus.publish([{ type: alertType, detail }]);
    await alerts.raised(alert);
    log.warn("alert raised", { account, alert: code, ...(alert.policy !== undefined && { policy: alert.policy }) });
  } catch (error) {
    log.error("alert not raised", { account, alert: code, ...faultFields(toFault(error)) });
  }
};
