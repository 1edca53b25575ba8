// Has the stand-in tell of what happens there, as WTS Chat does once somebody has entered our address in its settings.
import type { HooksConfigInput, SourceInput } from "../../lib/config.ts";
import { parseAccounts } from "../../lib/core/accounts-secret.ts";
import { parseDoors } from "../../lib/core/doors-secret.ts";
import { readSecretsFile } from "../secrets-file.ts";
import type { Stack } from "../stack.ts";
import { webhookEventNames } from "../wts/webhooks/subscription.ts";

/** The events that the source publishes and the stand-in can tell of. A secret in a header is added by a proxy, and there is none here. */
const eventsOf = ({ verify, publish = [] }: SourceInput): readonly string[] =>
  typeof verify === "object" && "header" in verify
    ? []
    : publish.filter((type) => webhookEventNames.some((known) => known === type));

type Subscriber = Pick<Stack, "url" | "wtsUrl" | "secretsFile">;

/** Answers what was subscribed, in words. Throws where the stand-in takes none. */
export const subscribeStandIn = async (
  { url, wtsUrl, secretsFile }: Subscriber,
  { sources = {}, account: ownAccount = "default" }: HooksConfigInput,
): Promise<readonly string[]> => {
  if (wtsUrl === undefined) return [];
  const { accounts, doors } = readSecretsFile(secretsFile);
  const keys = parseAccounts(JSON.stringify(accounts));
  const secrets = parseDoors(JSON.stringify(doors)).sources;
  const said: string[] = [];
  for (const [name, source] of Object.entries(sources)) {
    const events = eventsOf(source);
    const [secret] = secrets.get(name)?.secrets ?? [];
    const apiKey = keys.get(source.account ?? ownAccount)?.apiKey;
    if (events.length === 0 || secret === undefined || apiKey === undefined) continue;
    const response = await fetch(`${wtsUrl}/core/v1/webhook/subscription`, {
      method: "POST",
      headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
      body: JSON.stringify({ name, events, url: `${url}/webhooks/${name}/${encodeURIComponent(secret)}` }),
    });
    if (!response.ok) throw new Error(`the stand-in takes no subscription for the source ${name}: ${response.status}`);
    said.push(`It tells the source ${name} of ${events.join(", ")}, as WTS does once its webhook is entered there`);
  }
  return said;
};
