// The shapes of addresses in hooks.config.ts: where WTS is, and where we are.
import * as z from "zod/mini";
import { asWebOrigin, isWebAddress, isWebOrigin, webOriginExpected } from "./web-origin.ts";

/** The closing slash is taken off. */
export const webOrigin = z.pipe(
  z.string("must be a text").check(z.refine(isWebOrigin, webOriginExpected)),
  z.transform(asWebOrigin),
);

const isBeforeWebhooks = (text: string): boolean =>
  !isWebAddress(text) || !new URL(text).pathname.split("/").includes("webhooks");

/** Senders post to it; it may have a path, such as a custom domain's, and its closing slash is taken off. */
export const webAddress = z.pipe(
  z
    .string("must be a text")
    .check(
      z.refine(isWebAddress, "must be https://host[:port][/path] without query (http only for this machine)"),
      z.refine(isBeforeWebhooks, "must end before /webhooks: that and the source's name are added"),
    ),
  z.transform((text: string) => new URL(text).href.replace(/\/$/, "")),
);
