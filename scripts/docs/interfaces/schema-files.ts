// The schemas of events as files, each complete in itself.
import { requestedType as updateRequestedType } from "../../../lib/commands/accept-update-event.ts";
import { requestedType as moveRequestedType } from "../../../lib/routing/rules/routed-types.ts";
import { commandDefinitions } from "./command-schemas.ts";
import { publishedDefinitions, publishedEvents } from "./event-schemas.ts";
import { type Definitions, definitionsFor, dialect, open, ref, type Schema } from "./schema.ts";

const definitions: Definitions = { ...commandDefinitions, ...publishedDefinitions };

/** Of an event that somebody puts on our bus; EventBridge adds id and time, and has any source. */
const asked = (type: string, name: string): Schema =>
  open({ source: { type: "string" }, "detail-type": { const: type }, detail: ref(name) }, [
    "source",
    "detail-type",
    "detail",
  ]);

export const takenEvents: Readonly<Record<string, Schema>> = {
  [updateRequestedType]: asked(updateRequestedType, "UpdateRequested"),
  [moveRequestedType]: asked(moveRequestedType, "ReassignmentRequested"),
};

export const schemaFolder = "docs/reference/schemas";

export const schemaFileOf = (type: string): string => `${type.toLowerCase().replaceAll(" ", "-")}.json`;

/** With all that it leads to. */
export const wholeSchema = (type: string, schema: Schema): Schema => ({
  $schema: dialect,
  title: type,
  ...schema,
  $defs: definitionsFor(schema, definitions),
});

export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

export const schemaFiles = (): ReadonlyMap<string, string> =>
  new Map(
    Object.entries({ ...takenEvents, ...publishedEvents }).map(([type, schema]) => [
      `${schemaFolder}/${schemaFileOf(type)}`,
      jsonText(wholeSchema(type, schema)),
    ]),
  );
