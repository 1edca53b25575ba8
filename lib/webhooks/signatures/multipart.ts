// Takes a multipart/form-data body apart by what stands in it alone: its first line is its boundary, whatever a header says.

/** In all of its texts one character stands for one byte: which characters they are is for a charset to say. */
export interface Part {
  readonly name: string;
  /** Only a file has one. */
  readonly filename: string | undefined;
  readonly contentType: string | undefined;
  /** It is undefined, or 7bit and the like, where the content stands there as it is. */
  readonly transferEncoding: string | undefined;
  readonly content: string;
  /** The content begins and ends here in the body. */
  readonly start: number;
  readonly end: number;
}

/** Some senders write a line end before it. */
const firstLine = /^(?:\r?\n)*--([!-~](?:[ -~]{0,198}[!-~])?)[ \t]*\r?\n/;

/** Some senders escape a quotation mark as mail does, browsers as addresses do. */
const unquoted = (text: string): string =>
  text.replaceAll(/\\(["\\])/g, "$1").replaceAll(/%(22|0D|0A)/gi, (escaped) => decodeURIComponent(escaped));

const parameter = (header: string, name: string): string | undefined => {
  const [, quoted, bare] = new RegExp(`;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;"]+))`, "i").exec(header) ?? [];
  return quoted === undefined ? bare : unquoted(quoted);
};

const headersOf = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text.split(/\r?\n(?![ \t])/).map((line): [string, string] => {
      const end = line.indexOf(":");
      return [line.slice(0, end).trim().toLowerCase(), line.slice(end + 1).trim()];
    }),
  );

const partAt = (body: string, start: number, end: number): Part | undefined => {
  const [separator] = /\r?\n\r?\n/.exec(body.slice(start, end)) ?? [];
  if (separator === undefined) return undefined;
  const headersEnd = body.indexOf(separator, start);
  const headers = headersOf(body.slice(start, headersEnd));
  const disposition = headers.get("content-disposition") ?? "";
  const name = parameter(disposition, "name");
  if (!/^form-data\b/i.test(disposition) || name === undefined) return undefined;
  const contentStart = headersEnd + separator.length;
  return {
    name,
    filename: parameter(disposition, "filename") ?? (/;\s*filename\*=/i.test(disposition) ? "" : undefined),
    contentType: headers.get("content-type"),
    transferEncoding: headers.get("content-transfer-encoding"),
    content: body.slice(contentStart, end),
    start: contentStart,
    end,
  };
};

/** Answers the texts of the parts with that name; a file is none. */
export const partTexts = (bytes: Uint8Array, name: string): readonly string[] =>
  (partsOf(bytes) ?? []).flatMap((part) =>
    part.name === name && part.filename === undefined ? [Buffer.from(part.content, "latin1").toString()] : [],
  );

/** Undefined for what is no multipart/form-data, or not whole. */
export const partsOf = (bytes: Uint8Array): readonly Part[] | undefined => {
  const body = Buffer.from(bytes).toString("latin1");
  const [first = "", boundary] = firstLine.exec(body) ?? [];
  if (boundary === undefined) return undefined;
  const parts: Part[] = [];
  let start = first.length;
  for (;;) {
    let end = body.indexOf(`\n--${boundary}`, start - 1);
    // A longer line that begins so belongs to the content.
    while (
      end !== -1 &&
      !/^(?:--)?[ \t]*(?:\r?\n|$)/.test(body.slice(end + boundary.length + 3, end + boundary.length + 200))
    )
      end = body.indexOf(`\n--${boundary}`, end + 1);
    if (end === -1) return undefined;
    const part = partAt(body, start, body[end - 1] === "\r" ? end - 1 : end);
    if (part === undefined) return undefined;
    parts.push(part);
    const after = end + boundary.length + 3;
    if (body.startsWith("--", after)) return parts;
    start = body.indexOf("\n", after) + 1;
    if (start === 0) return undefined;
  }
};

/** The rest stays as it was, byte for byte. All parts of the name get the content; where there is none, one is put before the others. */
export const withPartContent = (bytes: Uint8Array, name: string, content: string): Uint8Array => {
  const body = Buffer.from(bytes).toString("latin1");
  const written = Buffer.from(content).toString("latin1");
  const named = (partsOf(bytes) ?? []).filter((part) => part.name === name);
  const [line = ""] = firstLine.exec(body) ?? [];
  const [first] = named;
  if (first === undefined) {
    const escaped = name.replaceAll('"', "%22");
    const added = `${line}Content-Disposition: form-data; name="${escaped}"\r\n\r\n${written}\r\n`;
    return Buffer.from(added + body, "latin1");
  }
  const rests = named.map(({ end }, index) => body.slice(end, named[index + 1]?.start));
  return Buffer.from(body.slice(0, first.start) + rests.map((rest) => written + rest).join(""), "latin1");
};
