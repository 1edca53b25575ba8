// A package as `osls package` writes it, with bundles of a few lines, so that the runner is tested without the product.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";

export interface TinyFunction {
  readonly bundle: string;
  readonly routes?: readonly string[];
  readonly timeoutSeconds?: number;
  readonly gatewayTimeoutMs?: number;
  readonly environment?: Readonly<Record<string, unknown>>;
}

/** Stored files, each with its name and its content: the least that is a zip. */
export const zipOf = (...files: readonly (readonly [name: string, content: string])[]): Buffer => {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of files) {
    const bytes = Buffer.from(content);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt32LE(crc32(bytes), 10);
    shared.writeUInt32LE(bytes.length, 14);
    shared.writeUInt32LE(bytes.length, 18);
    shared.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), shared, Buffer.from(name), bytes]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    entries.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), shared, place, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06");
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(Buffer.concat(entries).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...entries, end]);
};

const resourcesOf = (name: string, tiny: TinyFunction): [string, object][] => {
  const functionId = `${name}LambdaFunction`;
  const integrationId = `HttpApiIntegration${name}`;
  return [
    [
      functionId,
      {
        Type: "AWS::Lambda::Function",
        Properties: {
          Code: { S3Bucket: { Ref: "ServerlessDeploymentBucket" }, S3Key: `serverless/tiny/dev/1970/${name}.zip` },
          FunctionName: `tiny-dev-${name}`,
          Handler: `dist/${name}.handler`,
          Runtime: "nodejs24.x",
          MemorySize: 128,
          Timeout: tiny.timeoutSeconds ?? 5,
          ...(tiny.environment ? { Environment: { Variables: tiny.environment } } : {}),
        },
      },
    ],
    [
      integrationId,
      {
        Type: "AWS::ApiGatewayV2::Integration",
        Properties: {
          IntegrationUri: { "Fn::GetAtt": [functionId, "Arn"] },
          PayloadFormatVersion: "2.0",
          TimeoutInMillis: tiny.gatewayTimeoutMs ?? 30_000,
        },
      },
    ],
    ...(tiny.routes ?? []).map((RouteKey, index): [string, object] => [
      `HttpApiRoute${name}${index}`,
      {
        Type: "AWS::ApiGatewayV2::Route",
        Properties: { RouteKey, Target: { "Fn::Join": ["/", ["integrations", { Ref: integrationId }]] } },
      },
    ]),
  ];
};

export interface TinyPackage {
  readonly directory: string;
  remove(): void;
}

/** `others` are further resources of the template; a function's logical id is its name with LambdaFunction behind it. */
export const tinyPackage = (
  functions: Readonly<Record<string, TinyFunction>>,
  others: Readonly<Record<string, object>> = {},
): TinyPackage => {
  const directory = mkdtempSync(join(tmpdir(), "tiny-package-"));
  mkdirSync(directory, { recursive: true });
  for (const [name, { bundle }] of Object.entries(functions))
    writeFileSync(join(directory, `${name}.zip`), zipOf([`dist/${name}.mjs`, bundle]));
  const own = Object.fromEntries(Object.entries(functions).flatMap(([name, tiny]) => resourcesOf(name, tiny)));
  const template = { Resources: { ...own, ...others } };
  writeFileSync(join(directory, "cloudformation-template-update-stack.json"), JSON.stringify(template));
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
};
