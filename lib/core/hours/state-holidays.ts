// State holidays of Brazil where date-holidays 3.37.0 is wrong, each with the law it comes from; docs/reference/holidays.md shows what comes of it.

interface StateHoliday {
  state: string;
  name: string;
  /** In the library's grammar, such as 03-06; for `none` it is the rule that the library has. */
  rule: string;
  /** The first year for which it holds; before it the library is asked. */
  fromYear: number;
  /** By `none` the library's rule is left out. */
  as: "holiday" | "none";
  law: string;
}

/** The laws' own texts were not read: their numbers and what they say come from the states' yearly decrees and from newspapers. */
export const stateHolidays: readonly StateHoliday[] = [
  { state: "AC", name: "Dia do Evangélico", rule: "01-12", fromYear: 2004, as: "none", law: "Lei 1.538/2004" },
  { state: "AC", name: "Dia do Católico", rule: "01-20", fromYear: 2017, as: "holiday", law: "Lei 3.137/2016" },
  { state: "AC", name: "Dia do Evangélico", rule: "01-23", fromYear: 2004, as: "holiday", law: "Lei 1.538/2004" },
  { state: "AC", name: "Tratado de Petrópolis", rule: "11-17", fromYear: 1965, as: "holiday", law: "Lei 57/1965" },
  {
    state: "AL",
    name: "Dia do Evangélico",
    rule: "11-30 if tuesday then previous monday if thursday then next friday",
    fromYear: 2018,
    as: "holiday",
    law: "Lei 7.530/2013",
  },
  { state: "PB", name: "Memória de João Pessoa", rule: "07-26", fromYear: 2016, as: "none", law: "Lei 10.601/2015" },
  {
    state: "PE",
    name: "Revolução Pernambucana",
    rule: "1st sunday in March",
    fromYear: 2018,
    as: "none",
    law: "Lei 16.059/2017",
  },
  { state: "PE", name: "Data Magna", rule: "03-06", fromYear: 2018, as: "holiday", law: "Lei 16.059/2017" },
  { state: "RO", name: "Dia do Evangélico", rule: "06-18", fromYear: 2020, as: "none", law: "ADI 3.940 (STF, 2020)" },
  { state: "TO", name: "Senhor do Bonfim", rule: "08-15", fromYear: 2025, as: "holiday", law: "Lei 4.509/2024" },
  { state: "PR", name: "Emancipação política", rule: "12-19", fromYear: 2014, as: "none", law: "Lei 18.384/2014" },
];
