// What a command wants, in words: an event of WTS's is none of ours, and is passed on.
import type { DeliveryRecord } from "../../../../cli/deliveries/delivery-record.ts";
import { useWords } from "../../words/use-words.ts";
import { activityWords } from "./activity-words.ts";

export const useCommandName = (): ((record: Pick<DeliveryRecord, "command">) => string) => {
  const { commands, wtsEvent } = useWords(activityWords);
  return ({ command }) => {
    if (command === undefined) return wtsEvent;
    return (Object.hasOwn(commands, command) ? commands[command] : undefined) ?? command;
  };
};
