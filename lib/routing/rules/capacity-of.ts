// How many open sessions a policy lets a person have, and which of theirs count.

export interface Capacity {
  sessions: number;
  /** Of all the account's open sessions that are the person's, or only of those in the policy's department. */
  per: "account" | "department";
}

/** Undefined where the policy sets no limit. */
export const capacityOf = (policy: { capacity?: number | Capacity | undefined } | undefined): Capacity | undefined => {
  const capacity = policy?.capacity;
  return typeof capacity === "number" ? { sessions: capacity, per: "account" } : capacity;
};
