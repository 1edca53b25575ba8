// Looks at what the configuration goes by of WTS: answers of another host count for nothing, and old ones may be wrong by now.
import { wtsAt } from "../../../lib/wts/connect.ts";
import type { Examined } from "../examined.ts";
import { type Finding, warning } from "../finding.ts";

const dayMs = 86_400_000;
/** WTS changes without a word, and what is gone by is only right as long as it does not. */
const oldDays = 180;

export const checkAnswers = ({ config, connection, now, say }: Examined): readonly Finding[] => {
  if (!config) return [];
  const { baseUrlOf } = wtsAt(config);
  return Object.entries(config.wts.answers ?? {}).flatMap(([account, { baseUrl, probedAt }]) => {
    // Those of the account that is deployed are rightly none of the stand-in's.
    if (baseUrl !== baseUrlOf(account))
      return connection?.isStandIn() && baseUrl === connection.wtsBaseUrl()
        ? []
        : [warning("configuration", say.answersElsewhere(URL.parse(baseUrl)?.host ?? baseUrl), account)];
    const days = Math.floor((now() - Date.parse(probedAt)) / dayMs);
    // A date that is none is as good as an old one.
    return days <= oldDays ? [] : [warning("configuration", say.answersOld(probedAt.slice(0, 10)), account)];
  });
};
