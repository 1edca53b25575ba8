// The runner's reading of a packaged template.
import { afterEach, describe, expect, test } from "@jest/globals";
import { readTemplate } from "../../../local/template.ts";
import { type TinyFunction, type TinyPackage, tinyPackage } from "./tiny-package.ts";

let packed: TinyPackage | undefined;
const templateOf = (functions: Record<string, TinyFunction>) => {
  packed = tinyPackage(functions);
  return readTemplate(packed.directory);
};
afterEach(() => packed?.remove());

describe("the packaged template", () => {
  test("gives each function the name of its zip, its limits and its environment", () => {
    const { functions } = templateOf({ tiny: { bundle: "", timeoutSeconds: 7, environment: { A: "b" } } });
    expect(functions).toEqual([
      {
        name: "tiny",
        deployedName: "tiny-dev-tiny",
        handler: "dist/tiny.handler",
        runtime: "nodejs24.x",
        timeoutSeconds: 7,
        memoryMb: 128,
        environment: { A: "b" },
        zipFile: `${packed?.directory}/tiny.zip`,
      },
    ]);
  });

  test("leads each route to the function behind its integration", () => {
    const { routes } = templateOf({
      one: { bundle: "", routes: ["GET /one", "PATCH /one/{id}"] },
      two: { bundle: "", routes: ["GET /two"], gatewayTimeoutMs: 1_000 },
    });
    expect(routes).toEqual([
      { method: "GET", path: "/one", functionName: "one", timeoutMs: 30_000 },
      { method: "PATCH", path: "/one/{id}", functionName: "one", timeoutMs: 30_000 },
      { method: "GET", path: "/two", functionName: "two", timeoutMs: 1_000 },
    ]);
  });

  test.each(["$default", "ANY /x", "GET /{rest+}"])("refuses the route %s, which is not served here", (route) => {
    expect(() => templateOf({ tiny: { bundle: "", routes: [route] } })).toThrow(
      "HttpApiRoutetiny0 (AWS::ApiGatewayV2::Route) cannot be run locally: RouteKey: must be one method and a path",
    );
  });

  test("refuses an environment that only CloudFormation could resolve, naming the variable", () => {
    const environment = { TABLE: { Ref: "Table" } };
    expect(() => templateOf({ tiny: { bundle: "", environment } })).toThrow(
      "Environment.Variables.TABLE: must be plain text",
    );
  });

  test("says what to do when nothing is packaged", () => {
    expect(() => readTemplate("/nowhere")).toThrow("run `npm run package` first");
  });
});
