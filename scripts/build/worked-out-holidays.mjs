// A bundle has the dates of the configured calendars, a few kB, instead of the library that knows them: 390 kB (docs/decisions/013).
/** Its dates stand in the bundles, its code does not. */
export const holidayPackage = "date-holidays";

export const workedOutHolidays = (dates) => ({
  name: "worked-out-holidays",
  setup(bundler) {
    bundler.onLoad({ filter: /core\/hours\/holiday-library\.[jt]s$/ }, () => ({
      // Only a version before of a policy can name a calendar that the configuration does not: of it nothing is known, and every day may be one.
      contents: `const dates = ${JSON.stringify(dates)};
export const datesIn = (calendar, year) => ({ has: (date) => !dates[calendar] || (dates[calendar][year] ?? "").split(" ").includes(date.slice(5)) });`,
    }));
  },
});
