import * as fs from 'node:fs';

interface Section {
  name: string;
  offset: number;
  size: number;
}

type Read = (offset: number, size: number) => Buffer;

/** More is no table of a program that anybody linked. */
const maxTableBytes = 256 * 1024;

/**
 * The first of these sections that a 64-bit ELF, a 64-bit Mach-O or a PE program has, and of it at
 * most `maxBytes`; undefined for any other file. Reads headers and that section, never blocks and
 * never throws.
 */
export function readSection(
  path: string,
  names: readonly string[],
  maxBytes: number,
): Buffer | undefined {
  try {
    const file = fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
    try {
      const read = reader(file);
      const sections = sectionsOf(read);
      const found = names
        .map((name) => sections.find((section) => section.name === name))
        .find((section) => section !== undefined);
      return found && read(found.offset, Math.min(found.size, maxBytes));
    } finally {
      fs.closeSync(file);
    }
  } catch {
    return undefined;
  }
}

function reader(file: number): Read {
  return (offset, size) => {
    const buffer = Buffer.alloc(size);
    return buffer.subarray(0, fs.readSync(file, buffer, 0, size, offset));
  };
}

function sectionsOf(read: Read): Section[] {
  const head = read(0, 64);
  if (head.length < 64) return [];
  const magic = head.readUInt32BE(0);
  const is64Little = head[4] === 2 && head[5] === 1;
  if (magic === 0x7f454c46 && is64Little) return elfSections(head, read);
  if (magic === 0xcffaedfe) return machSections(head, read);
  return head.toString('latin1', 0, 2) === 'MZ' ? peSections(head, read) : [];
}

function elfSections(head: Buffer, read: Read): Section[] {
  const [entry, count] = [head.readUInt16LE(58), head.readUInt16LE(60)];
  const table = read(Number(head.readBigUInt64LE(40)), Math.min(entry * count, maxTableBytes));
  const sections = rows(table, entry).map((row) => ({
    nameAt: row.readUInt32LE(0),
    offset: Number(row.readBigUInt64LE(24)),
    size: Number(row.readBigUInt64LE(32)),
  }));
  const strings = sections[head.readUInt16LE(62)];
  if (strings === undefined) return [];
  const names = read(strings.offset, Math.min(strings.size, maxTableBytes));
  return sections.map(({ nameAt, ...section }) => ({ ...section, name: textAt(names, nameAt) }));
}

function machSections(head: Buffer, read: Read): Section[] {
  const segment = 0x19;
  const commands = read(32, Math.min(head.readUInt32LE(20), maxTableBytes));
  const sections: Section[] = [];
  for (let at = 0; at + 72 <= commands.length; at += Math.max(8, commands.readUInt32LE(at + 4))) {
    if (commands.readUInt32LE(at) !== segment) continue;
    const end = at + 72 + 80 * commands.readUInt32LE(at + 64);
    for (const row of rows(commands.subarray(at + 72, end), 80)) {
      const name = textAt(row.subarray(0, 16), 0);
      sections.push({ name, offset: row.readUInt32LE(48), size: Number(row.readBigUInt64LE(40)) });
    }
  }
  return sections;
}

function peSections(head: Buffer, read: Read): Section[] {
  const at = head.readUInt32LE(60);
  const coff = read(at, 24);
  if (coff.toString('latin1', 0, 4) !== 'PE\0\0') return [];
  const table = read(at + 24 + coff.readUInt16LE(20), 40 * coff.readUInt16LE(6));
  return rows(table, 40).map((row) => ({
    name: textAt(row.subarray(0, 8), 0),
    offset: row.readUInt32LE(20),
    size: row.readUInt32LE(16),
  }));
}

function rows(table: Buffer, size: number): Buffer[] {
  const count = size === 0 ? 0 : Math.floor(table.length / size);
  return Array.from({ length: count }, (_, i) => table.subarray(i * size, (i + 1) * size));
}

function textAt(bytes: Buffer, start: number): string {
  const end = bytes.indexOf(0, start);
  return bytes.toString('latin1', start, end === -1 ? bytes.length : end);
}
