// Of a library with the holidays and the clocks of the world a bundle gets Brazil's: a quarter of it (docs/decisions/013).
import { readFileSync } from "node:fs";
import { data } from "../node_modules/date-holidays/src/data.js";

export const onlyBrazil = {
  name: "only-brazil",
  setup(bundler) {
    const { BR } = data.holidays;
    bundler.onLoad({ filter: /date-holidays\/src\/data\.js$/ }, () => ({
      contents: `export const data = ${JSON.stringify({ ...data, holidays: { BR } })}`,
    }));
    bundler.onLoad({ filter: /moment-timezone\/data\/packed\/latest\.json$/ }, ({ path }) => {
      const { zones, links, ...rest } = JSON.parse(readFileSync(path, "utf8"));
      const isKept = (line) => ["Etc/UTC", ...BR.zones].includes(line.split("|")[0]);
      const kept = { ...rest, zones: zones.filter(isKept), links: links.filter(isKept), countries: [] };
      return { contents: JSON.stringify(kept), loader: "json" };
    });
  },
};
