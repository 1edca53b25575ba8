// Asks whether policies allow a call, also where the library that stands for IAM knows the action and not the shape of its resource.
import type { AskedPermission } from "./asked-permissions.ts";
import { type NamedPolicy, simulate } from "./simulate.ts";

interface Asking {
  /** The ARN of whoever calls. */
  readonly principal: string;
  readonly policies: readonly NamedPolicy[];
}

interface Statement {
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

/** A star stands for anything, slashes too. */
const matchesGlob = (text: string, pattern: string): boolean => {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join(".*")}$`).test(text);
};

const matchesByHand = ({ policies }: Asking, { action, resource }: AskedPermission): boolean =>
  policies
    .flatMap(({ policy }): Statement[] => Object(policy).Statement)
    .some(({ Action, Resource }) => Action.includes(action) && Resource.some((each) => matchesGlob(resource, each)));

export const mayCall = async (asking: Asking, asked: AskedPermission): Promise<boolean> => {
  const ask = async (resource: string): Promise<boolean> =>
    (await simulate({ ...asking, asked: { ...asked, resource } })).isAllowed;
  try {
    return await ask(asked.resource);
  } catch (error) {
    const text = String(error);
    // It takes no path of API Gateway for a resource of POST and the like, which are ways of HTTP, and knows no tags there.
    if (asked.action.startsWith("apigateway:")) return matchesByHand(asking, asked);
    // Some actions are about no resource that has a name.
    if (text.includes("must.use.wildcard")) return ask("*");
    throw error;
  }
};
