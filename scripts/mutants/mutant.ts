// What a mutant is: the code of the project with one small fault, made by machine, which the tests should notice.

/** A stretch of a file and what stands there instead. */
export interface Edit {
  start: number;
  end: number;
  replacement: string;
}

export interface Mutant extends Edit {
  /** From the root of the project, with slashes. */
  file: string;
  line: number;
  original: string;
}
