// The address of one command's story.
export const commandsRoot = "/activity/commands/";

export const commandHref = (commandId: string): string => commandsRoot + encodeURIComponent(commandId);
