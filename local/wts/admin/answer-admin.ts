// Answers a control request; it asks for no token and leaves no trace in the journal.
import type { AccountsFile } from "../accounts-file.ts";
import type { Answer } from "../http/answer.ts";
import { matchPath } from "../http/match-path.ts";
import type { RequestBody } from "../http/request-body.ts";
import type { Journal } from "../journal.ts";
import type { Worlds } from "../worlds.ts";
import { AdminError } from "./admin-input.ts";
import { adminRoutes } from "./admin-routes.ts";

export interface AdminRequest {
  method: string;
  url: URL;
  body: RequestBody;
}
interface AdminContext {
  accounts: AccountsFile;
  worlds: Worlds;
  journal: Journal;
}

const accountNamed = (name: string, accounts: AccountsFile) => {
  const account = accounts.byName(name);
  if (account !== undefined) return account;
  const known = accounts.all().map((one) => one.name);
  throw new AdminError(`the secrets file holds no account ${name}; there are ${known.join(", ")}`);
};

const readJson = (body: RequestBody): unknown => {
  if (body.type === "malformed") throw new AdminError("the body is not JSON");
  if (body.type === "unsupported") throw new AdminError("the body is JSON, sent with content-type application/json");
  return body.type === "json" ? body.value : undefined;
};

export const answerAdmin = (request: AdminRequest, { accounts, worlds, journal }: AdminContext): Answer => {
  try {
    const matches = adminRoutes.flatMap((route) => {
      const params = matchPath(route.path, request.url.pathname);
      return params !== undefined && route.method === request.method ? [{ route, params }] : [];
    });
    const match = matches[0];
    if (match === undefined) {
      const known = adminRoutes.map((route) => `${route.method} ${route.path}`);
      throw new AdminError(`no such control endpoint; there are ${known.join(", ")}`);
    }
    const search = request.url.searchParams;
    const world = worlds.of(accountNamed(search.get("account") ?? "default", accounts));
    const answered = match.route.handle({
      world,
      worlds,
      journal,
      params: match.params,
      search,
      body: readJson(request.body),
    });
    return answered === undefined ? { status: 204 } : { status: 200, body: answered };
  } catch (error) {
    if (!(error instanceof AdminError)) throw error;
    return { status: 400, body: { error: { message: error.message } } };
  }
};
