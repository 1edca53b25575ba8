// Of a library that knows the numbering of the world a bundle gets the configured countries: one is 1 KB of 157 (docs/decisions/024).
import { createRequire } from "node:module";

const metadata = createRequire(import.meta.url)("libphonenumber-js/metadata.max.json");

/** Countries that share a calling code, such as +1, are kept together: one of them alone would read its neighbours' numbers otherwise. */
const keptMetadata = (countries) => {
  const sharing = Object.entries(metadata.country_calling_codes).filter(([, all]) =>
    all.some((country) => countries.includes(country)),
  );
  return {
    ...metadata,
    country_calling_codes: Object.fromEntries(sharing),
    countries: Object.fromEntries(sharing.flatMap(([, all]) => all.map((each) => [each, metadata.countries[each]]))),
    nonGeographic: {},
  };
};

export const onlyPhoneCountries = ({ phoneCountry, phoneCountries }) => ({
  name: "only-phone-countries",
  setup(bundler) {
    const kept = JSON.stringify(keptMetadata([phoneCountry, ...phoneCountries]));
    bundler.onLoad({ filter: /libphonenumber-js\/metadata\.max\.json\.js$/ }, () => ({
      contents: `export default JSON.parse(${JSON.stringify(kept)});`,
    }));
  },
});
