/** Says that AIM wrote the entry and in which form; also lets the empty value be stored. */
const plainMark = 'v1:';
/** The same for a reference to a value that is sealed beside the keychain. */
const sealedMark = 'v2:';

/** What every entry of AIM begins with: the keychain is shared, and others may use its names. */
export const entryMarks: readonly string[] = [plainMark, sealedMark];

export interface Entry {
  value: string;
  /** The value is a reference to a file beside the keychain. */
  isSealed: boolean;
}

export function formatEntry({ value, isSealed }: Entry): string {
  return `${isSealed ? sealedMark : plainMark}${value}`;
}

/** Undefined for an entry that AIM did not write. */
export function parseEntry(stored: string): Entry | undefined {
  const mark = entryMarks.find((each) => stored.startsWith(each));
  if (mark === undefined) return undefined;
  return { value: stored.slice(mark.length), isSealed: mark === sealedMark };
}
