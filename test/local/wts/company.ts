// Names and ids of the seeded company, looked up once so that tests read like the people in them.
import { at, type OpenStandIn } from "./open-stand-in.ts";

export interface Company {
  companyId: string;
  departmentId(name: string): string;
  userId(email: string): string;
}

const found = (items: unknown, property: string, value: string, wanted: string): string => {
  const item: unknown = Array.isArray(items) ? items.find((one) => at(one, property) === value) : undefined;
  if (item === undefined) throw new Error(`the seed has no ${property} ${value}`);
  return String(at(item, wanted));
};

export const companyOf = async (standIn: OpenStandIn): Promise<Company> => {
  const { body } = await standIn.admin("GET", "directory");
  return {
    companyId: String(at(body, "companyId")),
    departmentId: (name) => found(at(body, "departments"), "name", name, "id"),
    userId: (email) => found(at(body, "agents"), "email", `${email}@clinicaboavista.example`, "userId"),
  };
};
