// What hooks.config.ts may say about one account that is not as the others are: its own host of WTS, its zone, its country.
import * as z from "zod/mini";
import { entryName, exactly } from "./config-shape.ts";
import { isTimeZone } from "./hours/local-time.ts";
import { phoneCountry } from "./phone/phone-countries.ts";
import { webOrigin } from "./web-origin-shape.ts";

export const timeZoneShape = z
  .string("must be a text")
  .check(z.refine(isTimeZone, "must be an IANA time zone, such as America/Sao_Paulo"));

/** What is left out is as for all accounts. Whether the accounts secret has such an account nobody knows when it is built. */
export const accountsShape = z.record(
  entryName,
  exactly({
    baseUrl: z.optional(webOrigin),
    timeZone: z.optional(timeZoneShape),
    phoneCountry: z.optional(phoneCountry),
  }),
  "must be an object of accounts, {<name>: {baseUrl?, timeZone?, phoneCountry?}}",
);

export type AccountSettings = z.output<typeof accountsShape>;
