// Whatever happens to deliveries, each event is applied once, as in npm test, and tried much more often.
import { describeDeliveryHistories } from "../webhooks/support/delivery-histories.ts";

describeDeliveryHistories(100);
