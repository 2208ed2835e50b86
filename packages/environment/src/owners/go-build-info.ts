import { plainText } from './read-metadata.js';
import { readSection } from './binary-section.js';

/** What Go's linker wrote into a program of the module that it was built from. */
export interface GoBuildInfo {
  /** The import path of the program. */
  package: string;
  /** Without Go's `v`; null for a build of a working copy. */
  version: string | null;
  /** The module came from Go's verified cache, not from a working copy. */
  hasChecksum: boolean;
}

/** The section is small: it holds one line for each dependency. */
const maxBytes = 1024 * 1024;
const magic = Buffer.from('\xff Go buildinf:', 'latin1');
const headerBytes = 32;
/** Strings follow the header; programs of Go before 1.18 hold pointers instead. */
const hasInlineStrings = 2;
/** The text of the modules stands between two marks of this length. */
const markBytes = 16;

/**
 * Reads the build information of a Go program without running it, from ELF, Mach-O or PE; undefined
 * for any other file and for programs of Go before 1.18. Reads the headers and one section.
 * The format is that of Go's `debug/buildinfo`.
 */
export function readGoBuildInfo(path: string): GoBuildInfo | undefined {
  const section = readSection(path, ['.go.buildinfo', '__go_buildinfo', '.data'], maxBytes);
  const start = section?.indexOf(magic) ?? -1;
  if (section === undefined || start === -1) return undefined;
  const info = section.subarray(start);
  if (((info[magic.length + 1] ?? 0) & hasInlineStrings) === 0) return undefined;
  const version = stringAt(info, headerBytes);
  const modules = version && stringAt(info, version.end);
  return modules && parseModules(modules.bytes.subarray(markBytes, -markBytes).toString('utf8'));
}

function parseModules(text: string): GoBuildInfo | undefined {
  const lines = text.split('\n').map((line) => line.split('\t'));
  const program = plainText(lines.find(([kind]) => kind === 'path')?.[1]);
  const [, , version, checksum] = lines.find(([kind]) => kind === 'mod') ?? [];
  if (program === null) return undefined;
  return {
    package: program,
    version: plainText(/^v(\d.*)$/.exec(version ?? '')?.[1]),
    hasChecksum: checksum?.startsWith('h1:') === true,
  };
}

/** A text that begins with its length, in 7 bits for each byte. */
function stringAt(bytes: Buffer, offset: number): { bytes: Buffer; end: number } | undefined {
  let length = 0;
  for (let at = offset, factor = 1; at < offset + 5; at++, factor *= 128) {
    const byte = bytes[at];
    if (byte === undefined) return undefined;
    length += (byte & 127) * factor;
    if (byte > 127) continue;
    const end = at + 1 + length;
    return end <= bytes.length ? { bytes: bytes.subarray(at + 1, end), end } : undefined;
  }
  return undefined;
}
