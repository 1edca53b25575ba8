// Says which sessions are open. It stands apart from the shapes of the configuration, which most of those who ask do without.

/** The statuses of a session that people see as open. */
export const openStatuses = ["STARTED", "PENDING", "IN_PROGRESS"] as const;

/** Whatever WTS says of a session's status. */
export const isOpenStatus = (status: unknown): boolean => openStatuses.some((open) => open === status);
