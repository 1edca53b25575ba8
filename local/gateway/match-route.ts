// Finds the route of the HTTP API that a request takes: it compares segments of the path as it was sent, still encoded.
import type { Route } from "../template/read-routes.ts";

export interface RouteMatch {
  readonly route: Route;
  readonly pathParameters: Readonly<Record<string, string>>;
}

const parameterName = (segment: string): string | undefined => /^\{(.+)\}$/.exec(segment)?.[1];

const parametersOf = (route: Route, segments: readonly string[]): Record<string, string> | undefined => {
  const pattern = route.path.split("/");
  if (pattern.length !== segments.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const segment = segments[index] ?? "";
    const name = parameterName(expected);
    if (name === undefined ? segment !== expected : segment === "") return undefined;
    if (name !== undefined) parameters[name] = decodeURIComponent(segment);
  }
  return parameters;
};

/** A route without parameters wins over one with parameters. */
export const matchRoute = (routes: readonly Route[], method: string, encodedPath: string): RouteMatch | undefined => {
  const segments = encodedPath.split("/");
  const matches = routes
    .filter((route) => route.method === method)
    .flatMap((route): RouteMatch[] => {
      const pathParameters = parametersOf(route, segments);
      return pathParameters ? [{ route, pathParameters }] : [];
    });
  return matches.find(({ route }) => !route.path.includes("{")) ?? matches[0];
};
