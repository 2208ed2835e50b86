/** One place in a parsed file, whatever its format. */
export interface Branch {
  /** Of a text or a number. */
  value?: string | number;
  /** Of true and false. */
  flag?: boolean;
  /** From 1; null where it is not known. */
  line: number | null;
  children: () => [string, Branch][];
}

/** A text that is not of its format: where its reader stopped, and nothing of the text. */
export class NotParsed extends Error {
  constructor(
    /** From 1. */
    readonly line: number,
    /** From 1. */
    readonly column: number,
  ) {
    super('it does not parse');
  }
}
