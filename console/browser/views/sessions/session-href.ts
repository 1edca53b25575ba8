// The address of one session's page: by whatever names it.
export const sessionsRoot = "/sessions/";

export const sessionHref = (session: string): string => sessionsRoot + encodeURIComponent(session);
