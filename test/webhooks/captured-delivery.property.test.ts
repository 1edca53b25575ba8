// A delivery that somebody captured takes effect once, whatever of it they change that is not signed: by every scheme there is.
// npm run test:slow tries many more.
import { describeCapturedDeliveries } from "./support/captured-deliveries.ts";

describeCapturedDeliveries(2);
