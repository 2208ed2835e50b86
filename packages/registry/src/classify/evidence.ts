import { stripControls } from '@aim/core';

const maxEvidenceBytes = 2048;
const maxMessageLength = 400;

/** The rule that decided and the end of what it saw, at most 2 KB. */
export function evidence(rule: string, text: string): string {
  const seen = stripControls(text).trim();
  const room = maxEvidenceBytes - Buffer.byteLength(`${rule}: …`);
  const bytes = Buffer.from(seen);
  if (bytes.length <= room) return seen === '' ? rule : `${rule}: ${seen}`;
  // A cut inside a character leaves replacement characters, each longer than what it replaces.
  const end = bytes
    .subarray(bytes.length - room)
    .toString('utf8')
    .replace(/^\uFFFD+/, '');
  return `${rule}: …${end}`;
}

/** One line for a person, at most 400 characters. */
export function oneLine(text: string): string {
  const line = stripControls(text).replace(/\s+/g, ' ').trim();
  return line.length <= maxMessageLength ? line : `${line.slice(0, maxMessageLength - 1)}…`;
}

/** The last line that says something. */
export function lastLine(text: string): string {
  return stripControls(text).trimEnd().split('\n').at(-1)?.trim() ?? '';
}
