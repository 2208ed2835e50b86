// Sequences that ESC introduces (CSI, OSC, two-byte ones) and the one-byte CSI.
const sequences =
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])|\u009b[0-?]*[ -/]*[@-~]/g;
// Every other control character but tab and newline.
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** Removes terminal control sequences and control characters; tab and newline stay. */
export function stripControls(text: string): string {
  return text.replace(sequences, '').replace(controls, '');
}

/** A sequence that is whole; one that text ends amid may go on in the next piece. */
const wholeSequence =
  /^(?:\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\^_])|\u009b[0-?]*[ -/]*[@-~])/;
/** A sequence that is longer than this many characters is none. */
const longestSequence = 4096;

/**
 * Does what `stripControls` does to a text that comes in pieces: a sequence that is cut in two is
 * held until it is whole. Called without a piece it hands out the rest.
 */
export function createControlStripper(): (piece?: string) => string {
  let held = '';
  return (piece) => {
    const text = held + (piece ?? '');
    const start = piece === undefined ? -1 : openSequence(text);
    held = start < 0 ? '' : text.slice(start);
    return stripControls(start < 0 ? text : text.slice(0, start));
  };
}

function openSequence(text: string): number {
  const start = Math.max(text.lastIndexOf('\u001b'), text.lastIndexOf('\u009b'));
  if (start < 0 || text.length - start > longestSequence) return -1;
  return wholeSequence.test(text.slice(start)) ? -1 : start;
}
