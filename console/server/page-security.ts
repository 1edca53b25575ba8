// What the browser may do with the page: nothing but what comes from this very address, and nothing that is written into it.
import { secureHeaders } from "hono/secure-headers";

export const pageSecurity = () =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
      requireTrustedTypesFor: ["'script'"],
      trustedTypes: ["'none'"],
    },
    referrerPolicy: "no-referrer",
    xFrameOptions: "DENY",
    // It is HTTP on this machine: what says HTTPS would be remembered for other programs that listen here.
    strictTransportSecurity: false,
  });
