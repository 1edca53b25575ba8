// Picks faults on demand: what a network, a gateway or a bad day of WTS does to a request, chosen by the test.

export interface Fault {
  method?: string;
  path?: string;
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
  delayMs?: number;
  drop?: true | "after";
  hang?: true;
  applyFirst?: true;
  failMessage?: string;
  times?: number;
  rate?: number;
}

const fits = (fault: Fault, method: string, pathname: string, search: string): boolean => {
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
  if (fault.path === undefined) return true;
  const { path } = fault;
  const candidates = [pathname, pathname + search];
  if (!path.startsWith("^")) return candidates.some((candidate) => candidate.includes(path));
  const pattern = new RegExp(path);
  return candidates.some((candidate) => pattern.test(candidate));
};

export const faults = (chance: () => number): Faults => {
  let pending: Fault[] = [];
  return {
    replace: (list) => {
      pending = list.map((fault) => ({ ...fault }));
    },
    list: () => pending,
    pick: (method, pathname, search) => {
      const fault = pending.find(
        (one) => fits(one, method, pathname, search) && (one.rate === undefined || chance() < one.rate),
      );
      if (fault?.times !== undefined) {
        fault.times -= 1;
        if (fault.times < 1) pending = pending.filter((one) => one !== fault);
      }
      return fault;
    },
  };
};

export interface Faults {
  replace(faults: readonly Fault[]): void;
  list(): readonly Fault[];
  /** The first fault that fits the request; using it up counts. */
  pick(method: string, pathname: string, search: string): Fault | undefined;
}
