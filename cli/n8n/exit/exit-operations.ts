// What the WTS node does, by the names that the exit ramp gives its operations.

export const exitOperations = ["update", "transfer", "status", "assign", "conclude", "message", "note"] as const;
export type ExitOperation = (typeof exitOperations)[number];
