// The keys of a part of hooks.config.ts, from the shape that checks it, each with what stands in when it is left out.
import { type Notes, noteTable, requireNotes } from "./notes.ts";

/** What we read of a shape of zod. */
export interface Shape {
  readonly _zod: {
    readonly def: {
      readonly type: string;
      readonly shape?: Readonly<Record<string, Shape>>;
      readonly innerType?: Shape;
      readonly defaultValue?: unknown;
    };
  };
}

interface ShapeKey {
  /** The dotted path, such as "wts.baseUrl". */
  readonly path: string;
  /** The default; undefined if there is none. */
  readonly preset: unknown;
}

/** Keys come in the order of the shape; an object that `isWhole` names is one key, whatever is inside. */
const shapeKeys = (
  shape: Shape,
  isWhole: (path: string) => boolean,
  path = "",
  preset?: unknown,
): readonly ShapeKey[] => {
  const { type, innerType, shape: parts, defaultValue } = shape._zod.def;
  if (innerType) return shapeKeys(innerType, isWhole, path, type === "default" ? defaultValue : preset);
  if (!parts) return [{ path, preset }];
  if (isWhole(path)) return [{ path, preset: undefined }];
  return Object.entries(parts).flatMap(([key, inner]) =>
    shapeKeys(inner, isWhole, path === "" ? key : `${path}.${key}`),
  );
};

/** `file` is where the notes stand. */
export const keyTable = (header: string, shape: Shape, notes: Notes, file: string): string => {
  const keys = shapeKeys(shape, (path) => Object.hasOwn(notes, path));
  requireNotes(
    keys.map(({ path }) => path),
    notes,
    file,
  );
  return noteTable(
    header,
    keys.map(({ path, preset }) => ({ name: path, note: notes[path] ?? "", preset: JSON.stringify(preset) })),
  );
};
