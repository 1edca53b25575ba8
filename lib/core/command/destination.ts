// The department and the person a session goes to, by id or by name; names stay names until apply looks them up.

import { asUuid } from "../ids.ts";
import type { Report } from "../issue.ts";
import { own, type Presence, type Properties, presenceOf } from "../value.ts";

/** The words are exact, since people search for them: WTS's own n8n node says so. */
export const destinationMissingMessage = "The transfer destination user or department must be defined";

/** At most one of the two is set: an id that looks like one, or a name (or e-mail) to look up. */
export interface DepartmentReference {
  departmentId?: string | null;
  department?: string;
}

export interface UserReference {
  userId?: string | null;
  user?: string;
}

/** These are WTS's ids. Null clears a field; undefined leaves it as it is. */
export interface Destination {
  departmentId?: string | null;
  userId?: string | null;
}

export interface Reference {
  presence: Presence;
  /** An issue blames this property. */
  path: string;
  /** One of the two is set when presence is "value" and the value is usable. */
  id?: string;
  name?: string;
}

const longestName = 200;

/** Reads one reference from its two spellings; both given is a conflict, since one of them would be dropped. */
export const readReference = (
  input: Properties,
  idProperty: "departmentId" | "userId",
  nameProperty: "department" | "user",
  report: Report,
): Reference => {
  const given = [idProperty, nameProperty].filter((name) => own(input, name) !== undefined);
  const filled = given.filter((name) => presenceOf(own(input, name)) !== "blank");
  if (filled.length === 2) {
    report(nameProperty, "PROPERTY_CONFLICT", `give ${idProperty} or ${nameProperty}, not both`);
    return { presence: "value", path: idProperty };
  }
  const path = filled[0] ?? given[0] ?? idProperty;
  const value = own(input, path);
  const presence = presenceOf(value);
  if (presence !== "value") return { presence, path };
  const id = asUuid(value);
  if (id) return { presence, path, id };
  if (typeof value === "string" && value.trim().length <= longestName) return { presence, path, name: value.trim() };
  report(path, "TYPE_INVALID", `${path} must be an id or a name of at most ${longestName} characters`);
  return { presence, path };
};

export const departmentOf = ({ presence, id, name }: Reference): DepartmentReference => {
  if (presence === "null") return { departmentId: null };
  if (id !== undefined) return { departmentId: id };
  return name === undefined ? {} : { department: name };
};

export const userOf = ({ presence, id, name }: Reference): UserReference => {
  if (presence === "null") return { userId: null };
  if (id !== undefined) return { userId: id };
  return name === undefined ? {} : { user: name };
};
