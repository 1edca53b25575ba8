// Writes a multipart/form-data body by hand, so that a test can damage any byte of it.

export const boundary = "----WebKitFormBoundary7MA4YWxkTrZu0gW";

/** Bytes may stand for the content; more headers of a part are whole lines. */
export type FieldPart = readonly [name: string, content: string | Uint8Array, headers?: readonly string[]];

export const multipart = (parts: readonly FieldPart[], lineEnd = "\r\n"): Buffer =>
  Buffer.concat([
    ...parts.flatMap(([name, content, headers = []]) => [
      Buffer.from(
        [`--${boundary}`, `Content-Disposition: form-data; name="${name}"`, ...headers, "", ""].join(lineEnd),
      ),
      Buffer.from(content as string),
      Buffer.from(lineEnd),
    ]),
    Buffer.from(`--${boundary}--${lineEnd}`),
  ]);

export const multipartType = `multipart/form-data; boundary=${boundary}`;
