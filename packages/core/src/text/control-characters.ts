// Sequences that ESC introduces (CSI, OSC, two-byte ones) and the one-byte CSI.
const sequences =
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])|\u009b[0-?]*[ -/]*[@-~]/g;
// Every other control character but tab and newline.
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** Removes terminal control sequences and control characters; tab and newline stay. */
export function stripControls(text: string): string {
  return text.replace(sequences, '').replace(controls, '');
}
