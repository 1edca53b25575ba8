// What the fuzzer has to know of a way by which something foreign comes in.
import type fc from "fast-check";

/** Inputs are JSON, so that one that failed can be kept in a file and tried again when the generators are others. */
export interface OpenSurface<Input = unknown> {
  readonly inputs: fc.Arbitrary<Input>;
  /** Answers everything that is wrong with what came of it; it throws nothing. */
  attempt(input: Input): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface FuzzSurface {
  readonly name: string;
  open(): Promise<OpenSurface>;
}

/** Whoever goes round the surfaces hands each its own inputs, and need not know what they are. */
export const openSurface = <Input>(surface: OpenSurface<Input>): OpenSurface => surface as unknown as OpenSurface;

/** For a surface that is a function: whatever it throws must be one of the faults that it may throw. */
export const pureSurface = <Input>(
  name: string,
  inputs: fc.Arbitrary<Input>,
  attempt: (input: Input) => readonly string[] | Promise<readonly string[]>,
): FuzzSurface => ({
  name,
  open: async () =>
    openSurface({
      inputs,
      attempt: async (input: Input) => {
        try {
          return await attempt(input);
        } catch (error) {
          return [`threw ${error instanceof Error ? error.stack : String(error)}`];
        }
      },
      close: async () => {},
    }),
});
