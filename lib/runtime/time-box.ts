// The time an invocation has: a call is started only while its answer can still be used.

export interface TimeBox {
  /** Epoch milliseconds after which nothing new is started. */
  readonly startBy: number;
  /** Epoch milliseconds at which what was started is given up. */
  readonly endBy: number;
}
