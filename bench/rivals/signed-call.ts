// A call to AWS without its SDK's clients: JSON, signed by AWS's own signer, over node:http. It does not retry, and knows no errors: it is a floor.
import { SignatureV4 } from "@smithy/signature-v4";

const http = process.getBuiltinModule("node:http");
const crypto = process.getBuiltinModule("node:crypto");

/** As the signer wants a hash, or one with a key. */
class Sha256 {
  readonly #hash;
  constructor(key?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = key === undefined ? crypto.createHash("sha256") : crypto.createHmac("sha256", bytesOf(key));
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytesOf(data));
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}

const bytesOf = (data: string | ArrayBuffer | ArrayBufferView): Uint8Array =>
  typeof data === "string"
    ? Buffer.from(data)
    : ArrayBuffer.isView(data)
      ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
      : new Uint8Array(data);

const agent = new http.Agent({ keepAlive: true });
const { AWS_REGION: region = "", AWS_ACCESS_KEY_ID = "", AWS_SECRET_ACCESS_KEY = "", AWS_SESSION_TOKEN } = process.env;
const credentials = {
  accessKeyId: AWS_ACCESS_KEY_ID,
  secretAccessKey: AWS_SECRET_ACCESS_KEY,
  ...(AWS_SESSION_TOKEN !== undefined && { sessionToken: AWS_SESSION_TOKEN }),
};

interface Service {
  readonly name: string;
  readonly endpoint: string;
  /** What stands before the operation in X-Amz-Target. */
  readonly target: string;
  readonly contentType: string;
}

export const signedService = ({ name, endpoint, target, contentType }: Service) => {
  const signer = new SignatureV4({ service: name, region, credentials, sha256: Sha256 });
  const { hostname, host, port } = new URL(endpoint);
  return async (operation: string, input: object): Promise<string> => {
    const body = JSON.stringify(input);
    const headers = { host, "content-type": contentType, "x-amz-target": `${target}.${operation}` };
    const signed = await signer.sign({ method: "POST", protocol: "http:", hostname, path: "/", headers, body });
    return new Promise((resolve, reject) => {
      const options = { hostname, port, path: "/", method: "POST", headers: signed.headers, agent };
      const request = http.request(options, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => {
          const answer = Buffer.concat(chunks).toString();
          if (response.statusCode === 200) resolve(answer);
          else reject(new Error(`${name} answered ${response.statusCode} to ${operation}`));
        });
      });
      request.on("error", reject);
      request.end(body);
    });
  };
};
