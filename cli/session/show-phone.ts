// `session --phone <number>`: prints what came in for a contact's phone number, and which sessions it found.
import { placeKeys, referencePlace } from "../../lib/aws/item-keys.ts";
import { readingOf } from "../../lib/core/command/reading-of.ts";
import { shownPhones } from "../../lib/core/phone/looked-for.ts";
import { ledger } from "../../lib/records/ledger.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import { type DeliveryRecord, readDeliveries, stateText } from "../deliveries/delivery-record.ts";
import { shownOfId } from "../deliveries/shown-of-id.ts";
import { alignedTable } from "../display/aligned-table.ts";
import { localTimeText } from "../display/time-text.ts";
import { Failure } from "../failure.ts";
import type { Tools } from "../with-connection.ts";

const titles = ["TIME", "COMMAND ID", "DOOR", "SOURCE", "STATE", "SESSIONS"];

const rowOf = (delivery: DeliveryRecord, timeZone: string) => {
  const { seenAt, commandId, door, source, state, outcome } = delivery;
  const why = state === "rejected" ? outcome?.reasons?.join(", ") : undefined;
  return [
    localTimeText(seenAt, timeZone),
    commandId.slice(0, shownOfId),
    door,
    source,
    [stateText(delivery), ...(why ? [why] : [])].join(": "),
    outcome?.became?.map(({ sessionId }) => sessionId).join(", "),
  ];
};

/** Both spellings of a mobile of Brazil are one contact. Throws Failure for what is no phone number. */
export const showPhone = async ({ connection, output }: Tools, text: string, asked?: string): Promise<void> => {
  const config = await connection.config();
  const account = asked ?? config.account;
  const { timeZone, readPhone } = readingOf(config)(account);
  const reading = readPhone(text);
  if (!reading.ok) throw new Failure(`--phone ${reading.problem}`);
  const locator = { contactPhone: reading.phone };
  const place = referencePlace(account, locator);
  const records = await ledger({ table: connection.table, clock }).history(place);
  const deliveries = await readDeliveries(
    connection,
    records.map(({ id }) => placeKeys.command(place, id)),
  );
  const shown = (shownPhones(locator) ?? []).join(" or ");
  output.json({ place: connection.place, account, phone: shownPhones(locator), timeZone, deliveries });
  if (deliveries.length === 0)
    return output.line(
      `Nothing has come in for the contact of ${shown} of account ${account} in ${connection.place} within 90 days. What named the session by its id is found by that id.`,
    );
  output.line(
    `For the contact of ${shown} of account ${account} in ${connection.place}. Times are those of ${timeZone}.`,
    "",
  );
  output.line(...alignedTable([titles, ...deliveries.map((delivery) => rowOf(delivery, timeZone))]));
  output.line("", "`session <id>` tells what was done with a session.");
};
