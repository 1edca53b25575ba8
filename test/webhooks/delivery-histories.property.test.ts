// Whatever happens to deliveries, in any order: each event is applied at most once, what was not applied is when it comes again, and nothing is lost.
// npm run test:slow tries many more.
import { describeDeliveryHistories } from "./support/delivery-histories.ts";

describeDeliveryHistories(10);
