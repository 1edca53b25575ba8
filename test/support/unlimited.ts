// Rate tokens without end, for tests of something else.
import type { RateTokens } from "../../lib/wts/caller.ts";

export const unlimited: RateTokens = { take: async () => {}, pause: async () => {} };
