/** One place in a parsed file, whatever its format. */
export interface Branch {
  /** Of a text or a number. */
  value?: string | number;
  /** From 1; null where it is not known. */
  line: number | null;
  children: () => [string, Branch][];
}
