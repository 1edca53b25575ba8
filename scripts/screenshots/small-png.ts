// Makes a picture of a page small enough to be kept with the documents: its colours are a few hundred, of which 256 stand for all.
import { crc32, deflateSync, inflateSync } from "node:zlib";

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const paletteSize = 256;

const chunksOf = (png: Buffer): { type: string; data: Buffer }[] => {
  const chunks = [];
  for (let at = signature.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString("latin1", at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
};

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
};

/** What PNG calls Paeth: whichever of left, above and above left is nearest to left + above - above left. */
const paeth = (left: number, above: number, corner: number): number => {
  const [toLeft, toAbove, toCorner] = [
    Math.abs(above - corner),
    Math.abs(left - corner),
    Math.abs(left + above - 2 * corner),
  ];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
};

const guess = (filter: number, left: number, above: number, corner: number): number => {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  return filter === 4 ? paeth(left, above, corner) : 0;
};

/** Undoes the filter of each line. */
const unfiltered = (lines: Buffer, lineBytes: number, pixelBytes: number): Buffer => {
  const height = lines.length / (lineBytes + 1);
  const pixels = Buffer.alloc(height * lineBytes);
  for (let y = 0; y < height; y += 1) {
    const filter = lines[y * (lineBytes + 1)];
    for (let x = 0; x < lineBytes; x += 1) {
      const at = y * lineBytes + x;
      const left = x < pixelBytes ? 0 : (pixels[at - pixelBytes] ?? 0);
      const above = y === 0 ? 0 : (pixels[at - lineBytes] ?? 0);
      const corner = x < pixelBytes || y === 0 ? 0 : (pixels[at - lineBytes - pixelBytes] ?? 0);
      pixels[at] = (lines[y * (lineBytes + 1) + x + 1] ?? 0) + guess(filter ?? 0, left, above, corner);
    }
  }
  return pixels;
};

const distance = (one: number, other: number): number =>
  Math.abs((one >> 16) - (other >> 16)) +
  Math.abs(((one >> 8) & 255) - ((other >> 8) & 255)) +
  Math.abs((one & 255) - (other & 255));

/** `png` is one of eight bits a channel without transparency, as Chromium makes it of a page. */
export const smallPng = (png: Buffer): Buffer => {
  const chunks = chunksOf(png);
  const header = chunks.find(({ type }) => type === "IHDR")?.data;
  if (header?.[8] !== 8 || ![2, 6].includes(header[9] ?? 0) || header[12] !== 0)
    throw new Error("a picture of eight bits a channel was expected");
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const pixelBytes = header[9] === 6 ? 4 : 3;
  const packed = Buffer.concat(chunks.flatMap(({ type, data }) => (type === "IDAT" ? [data] : [])));
  const pixels = unfiltered(inflateSync(packed), width * pixelBytes, pixelBytes);

  const colourAt = (pixel: number): number => pixels.readUIntBE(pixel * pixelBytes, 3);
  const counts = new Map<number, number>();
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const colour = colourAt(pixel);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const palette = [...counts]
    .sort(([one, many], [other, more]) => more - many || one - other)
    .slice(0, paletteSize)
    .map(([colour]) => colour);
  const indexes = new Map(
    [...counts.keys()].map((colour) => {
      const nearest = palette.reduce((best, each) => (distance(each, colour) < distance(best, colour) ? each : best));
      return [colour, palette.indexOf(nearest)];
    }),
  );
  const lines = Buffer.alloc((width + 1) * height);
  for (let pixel = 0; pixel < width * height; pixel += 1)
    lines[pixel + Math.floor(pixel / width) + 1] = indexes.get(colourAt(pixel)) ?? 0;

  const indexed = Buffer.from(header);
  indexed[9] = 3;
  const colours = Buffer.alloc(palette.length * 3);
  for (const [index, colour] of palette.entries()) colours.writeUIntBE(colour, index * 3, 3);
  const data = deflateSync(lines, { level: 9, memLevel: 9 });
  return Buffer.concat([
    signature,
    chunk("IHDR", indexed),
    chunk("PLTE", colours),
    chunk("IDAT", data),
    chunk("IEND", Buffer.alloc(0)),
  ]);
};
