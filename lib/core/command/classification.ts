// Reads how a conversation ended, in WTS's categories, and passes it on as it is.
import { type Report, reportUnder } from "../issue.ts";
import { refuseUnknownProperties } from "../known-properties.ts";
import { isProperties, own } from "../value.ts";

export const classificationCategories = ["UNDEFINED", "WON", "LOST", "INFO", "OTHER"] as const;

export interface Classification {
  category?: (typeof classificationCategories)[number];
  description?: string;
  /** The amount is in the account's currency. */
  amount?: number;
}

/** Undefined when anything in it is refused. */
export const parseClassification = (input: unknown, report: Report): Classification | undefined => {
  if (!isProperties(input))
    return report("classification", "TYPE_INVALID", "classification must be {category, description, amount}");
  let refused = false;
  const refuse: Report = (path, code, message) => {
    refused = true;
    return reportUnder("classification", report)(path, code, message);
  };
  refuseUnknownProperties(input, ["category", "description", "amount"], "classification", refuse);
  const classification: Classification = {};
  const category = own(input, "category");
  const known = classificationCategories.find((name) => name === category);
  if (known) classification.category = known;
  else if (category !== undefined)
    refuse("category", "TYPE_INVALID", `category must be one of ${classificationCategories.join(", ")}`);
  const description = own(input, "description");
  if (typeof description === "string") classification.description = description;
  else if (description !== undefined) refuse("description", "TYPE_INVALID", "description must be a text");
  const amount = own(input, "amount");
  if (typeof amount === "number" && Number.isFinite(amount)) classification.amount = amount;
  else if (amount !== undefined)
    refuse("amount", "TYPE_INVALID", "amount must be a number, with a point and no currency");
  if (!refused && Object.keys(classification).length === 0)
    refuse("", "FIELD_WITHOUT_VALUE", "classification needs a category, a description or an amount");
  return refused ? undefined : classification;
};
