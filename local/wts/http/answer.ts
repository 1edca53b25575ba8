// What goes back over the wire, before faults had their say.

export type Answer = { status: number; body?: unknown; headers?: Record<string, string> };
