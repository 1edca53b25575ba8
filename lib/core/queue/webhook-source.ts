// Says under which name records, commands and events know a webhook source, beside the other ways in.

/** `name` is the source's in hooks.config.ts. */
export const webhookSource = (name: string): string => `webhook:${name}`;
