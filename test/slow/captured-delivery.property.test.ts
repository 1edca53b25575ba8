// A delivery that somebody captured takes effect once, as in npm test, and tried much more often.
import { describeCapturedDeliveries } from "../webhooks/support/captured-deliveries.ts";

describeCapturedDeliveries(12);
