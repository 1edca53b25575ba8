// Makes a request of what somebody gives to `send` and `explain`: a file, or the body itself, with the rest of a file around it.
import type { HeaderTexts } from "../typed-values.ts";
import { type ReadRequest, readRequest, readRequestFile } from "./read-request.ts";

export interface GivenRequest {
  readonly file?: string | undefined;
  /** It takes the place of the body of the file, whose headers and query stay. */
  readonly body?: string | undefined;
  readonly header?: HeaderTexts | undefined;
}

/** Throws NotFound for a file that cannot be read. */
export const givenRequest = ({ file, body, header = {} }: GivenRequest): ReadRequest => {
  if (file !== undefined && body === undefined) return readRequestFile(file, header);
  const bytes = Buffer.from(body ?? "");
  const { request } = file === undefined ? readRequest(bytes) : readRequestFile(file);
  return {
    request: { ...request, ...(file !== undefined && { bytes }), headers: { ...request.headers, ...header } },
    isWhole: false,
  };
};
