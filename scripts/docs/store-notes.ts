// What lies in each resource of the template that holds anything, in words for SECURITY.md.

interface StoreNote {
  readonly holds: string;
  /** Where the template does not say it. */
  readonly kept?: string;
  readonly atRest: string;
}

export const storeNotes: Readonly<Record<string, StoreNote>> = {
  Commands: {
    holds: "commands and deliveries that wait, as they came, without secrets",
    atRest: "encrypted, key of SQS",
  },
  ReassignSessionEvents: {
    holds: "events that wait for `reassign-session`, as they came over the bus",
    atRest: "encrypted, key of SQS",
  },
  CommandsDead: { holds: "messages at which the worker crashed again and again", atRest: "encrypted, key of SQS" },
  Parked: {
    holds: "what could not be done, whole, without secrets, with the reason",
    atRest: "encrypted, key of SQS",
  },
  Table: {
    holds: "what the functions remember: [item by item](docs/decisions/022-the-store.md)",
    kept: "[each its own time](docs/reference/privacy.md#how-long-each-thing-is-kept)",
    atRest: "encrypted, key of DynamoDB",
  },
  Bus: {
    holds: "outcomes: ids, codes and fields, neither number, name nor text; and what others ask for, as they wrote it",
    kept: "up to 24 hours, while a target does not take it",
    atRest: "encrypted, key of EventBridge",
  },
  Alarms: {
    holds: "names of alarms, and numbers",
    kept: "not at all",
    atRest: "[not encrypted](docs/decisions/051-who-is-let-in.md)",
  },
};
