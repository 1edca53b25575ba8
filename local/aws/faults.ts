// Which faults are on at the moment.
import { type Fault, type FaultChanges, type Service, services } from "./fault.ts";

export interface Faults {
  readonly current: Readonly<Record<Service, Fault | null>>;
  /** A service that is not mentioned stays as it is; null makes it well again. */
  change(changes: FaultChanges): void;
  /** What shall happen to this call; a fault that happens a number of times is used up by it. */
  strike(service: Service, operation: string): Fault | undefined;
}

const hits = (fault: Fault, operation: string): boolean =>
  (fault.operations?.includes(operation) ?? true) && Math.random() < (fault.rate ?? 1);

export const createFaults = (): Faults => {
  const current: Record<Service, Fault | null> = { sqs: null, dynamodb: null, eventbridge: null, secretsmanager: null };
  return {
    current,
    change: (changes) => {
      for (const service of services) {
        const { [service]: fault } = changes;
        if (fault !== undefined) current[service] = fault;
      }
    },
    strike: (service, operation) => {
      const fault = current[service];
      if (!fault || !hits(fault, operation)) return undefined;
      if (fault.times !== undefined) current[service] = fault.times > 1 ? { ...fault, times: fault.times - 1 } : null;
      return fault;
    },
  };
};
