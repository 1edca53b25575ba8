// What an account, a client and a webhook source may be called, in the secrets and in hooks.config.ts alike.
export const entryNamePattern = /^[A-Za-z0-9][\w.-]{0,63}$/;

export const entryNameExpected = "a name has 1 to 64 letters, digits, points, hyphens or underscores";
