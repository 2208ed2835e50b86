import { cell, mailState, type Share } from './share.js';

/** A folder to look into; a Buffer where its name is no UTF-8. */
export type Folder = string | Buffer;

/**
 * Gives half of the folders away when another thread has none. Those at the bottom of the stack go:
 * they have most below them.
 */
export function giveFolders({ control, mail }: Share, stack: Folder[]): void {
  if (stack.length < 2 || Atomics.load(control, cell.idle) === 0) return;
  const { empty, busy, full } = mailState;
  if (Atomics.compareExchange(control, cell.mail, empty, busy) !== empty) return;
  const bytes = Buffer.from(mail.buffer);
  let length = 0;
  let given = 0;
  for (const folder of stack.slice(0, stack.length >> 1)) {
    const text = Buffer.isBuffer(folder) ? folder : Buffer.from(folder);
    if (length + 5 + text.length > bytes.length) break;
    bytes.writeUInt32LE(text.length, length);
    bytes[length + 4] = Buffer.isBuffer(folder) ? 1 : 0;
    text.copy(bytes, length + 5);
    length += 5 + text.length;
    given += 1;
  }
  stack.splice(0, given);
  Atomics.store(control, cell.mailLength, length);
  Atomics.store(control, cell.mail, given > 0 ? full : empty);
  Atomics.notify(control, cell.mail);
}

/** Takes what lies in the mail; false when there is nothing. The caller was counted as idle. */
export function takeFolders({ control, mail }: Share, stack: Folder[]): boolean {
  const { empty, busy, full } = mailState;
  if (Atomics.compareExchange(control, cell.mail, full, busy) !== full) return false;
  Atomics.sub(control, cell.idle, 1);
  const bytes = Buffer.from(mail.buffer);
  const end = Atomics.load(control, cell.mailLength);
  for (let at = 0; at < end;) {
    const length = bytes.readUInt32LE(at);
    const text = bytes.subarray(at + 5, at + 5 + length);
    stack.push(bytes[at + 4] === 1 ? Buffer.from(text) : text.toString());
    at += 5 + length;
  }
  Atomics.store(control, cell.mail, empty);
  return true;
}
