// What AWS asks for each thing the project uses: the one table that every figure in US$ comes from.

export const regions = ["sa-east-1", "us-east-1"] as const;
export type Region = (typeof regions)[number];

/** In US$, before tax and credits. A month has 730 hours, as AWS counts it. */
export interface Prices {
  readonly millionTableWriteUnits: number;
  readonly millionTableReadUnits: number;
  readonly millionFunctionRequests: number;
  /** Of a function on arm64. */
  readonly gigabyteSecond: number;
  readonly millionQueueRequests: number;
  readonly millionFifoQueueRequests: number;
  readonly millionHttpApiRequests: number;
  readonly millionBusEvents: number;
  readonly gigabyteOfLogs: number;
  readonly metricMonth: number;
  readonly alarmMonth: number;
  readonly dashboardMonth: number;
  readonly secretMonth: number;
  readonly millionSecretReads: number;
}

/** Who has to be asked before one relies on it: the table is kept by hand. */
export const pricesSource = {
  month: "2025-11",
  of: "the public price pages of AWS for services on demand, first tier",
} as const;

/** So many dashboards of up to 50 metrics cost an account of AWS nothing, whoever uses them; a few other things are free to a bound, too, and counted here all the same. */
export const freeDashboards = 3;
export const hoursOfMonth = 730;

const everywhere = {
  millionFunctionRequests: 0.2,
  gigabyteSecond: 0.000_013_333_4,
  millionQueueRequests: 0.4,
  millionFifoQueueRequests: 0.5,
  millionBusEvents: 1,
  metricMonth: 0.3,
  alarmMonth: 0.1,
  dashboardMonth: 3,
  secretMonth: 0.4,
  millionSecretReads: 5,
};

export const pricesOf: Readonly<Record<Region, Prices>> = {
  "sa-east-1": {
    ...everywhere,
    millionTableWriteUnits: 0.9375,
    millionTableReadUnits: 0.1875,
    millionHttpApiRequests: 1.2,
    gigabyteOfLogs: 0.9,
  },
  "us-east-1": {
    ...everywhere,
    millionTableWriteUnits: 0.625,
    millionTableReadUnits: 0.125,
    millionHttpApiRequests: 1,
    gigabyteOfLogs: 0.5,
  },
};

/** Of what the table keeps, and its backup of the last 35 days. */
export const gigabyteOfTableMonth: Readonly<Record<Region, number>> = {
  "sa-east-1": 0.375 + 0.3,
  "us-east-1": 0.25 + 0.2,
};
