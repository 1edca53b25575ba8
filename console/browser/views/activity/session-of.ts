// The session that a command is about; undefined where it is still to be found by contact or metadata.
import type { DeliveryRecord } from "../../../../cli/deliveries/delivery-record.ts";
import { unresolvedSessionId } from "../../../../lib/core/command/targeted-command.ts";

export const sessionOf = ({ sessionId }: Pick<DeliveryRecord, "sessionId">): string | undefined =>
  sessionId === "" || sessionId === unresolvedSessionId ? undefined : sessionId;
