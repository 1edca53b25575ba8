// What goes back over the wire, before faults had their say.

export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}
