/** What a compiled program runs on, from its header. */
export interface ProgramFormat {
  system: 'linux' | 'darwin' | 'win32';
  /** As Node names them; several in a universal program of macOS, none that is not known. */
  architectures: string[];
}

/**
 * Reads the header of an ELF, Mach-O or PE program; undefined for any other file. Never throws. ELF
 * stands for Linux, which shares it with the BSDs.
 *
 * @param text - the first bytes of the file, as Latin-1
 */
export function programFormat(text: string): ProgramFormat | undefined {
  if (!/^(?:\x7fELF|MZ|[\xce\xcf]\xfa\xed\xfe|\xca\xfe\xba[\xbe\xbf])/.test(text)) return undefined;
  const head = Buffer.from(text, 'latin1');
  if (head.length < 64) return undefined;
  const magic = head.readUInt32BE(0);
  if (magic === 0x7f454c46) return { system: 'linux', architectures: elf(head) };
  if (magic === 0xcffaedfe || magic === 0xcefaedfe) {
    return { system: 'darwin', architectures: named(machTypes, head.readUInt32LE(4)) };
  }
  if (magic === 0xcafebabe || magic === 0xcafebabf) return universal(head, magic);
  return head.toString('latin1', 0, 2) === 'MZ' ? portable(head) : undefined;
}

function elf(head: Buffer): string[] {
  const isLittle = head[5] === 1;
  return named(elfMachines, isLittle ? head.readUInt16LE(18) : head.readUInt16BE(18));
}

/** The class files of Java begin alike; their next number is a version, and larger. */
const mostSlices = 20;

function universal(head: Buffer, magic: number): ProgramFormat | undefined {
  const count = head.readUInt32BE(4);
  if (count === 0 || count > mostSlices) return undefined;
  const size = magic === 0xcafebabf ? 32 : 20;
  const slices = Array.from({ length: count }, (_, index) => 8 + index * size);
  return {
    system: 'darwin',
    architectures: slices.flatMap((at) =>
      at + 4 <= head.length ? named(machTypes, head.readUInt32BE(at)) : [],
    ),
  };
}

function portable(head: Buffer): ProgramFormat | undefined {
  const at = head.readUInt32LE(60);
  if (at + 6 > head.length || head.toString('latin1', at, at + 4) !== 'PE\0\0') return undefined;
  return { system: 'win32', architectures: named(peMachines, head.readUInt16LE(at + 4)) };
}

function named(names: Readonly<Record<number, string>>, value: number): string[] {
  const name = names[value];
  return name === undefined ? [] : [name];
}

const elfMachines = {
  3: 'ia32',
  22: 's390x',
  40: 'arm',
  62: 'x64',
  183: 'arm64',
  243: 'riscv64',
  258: 'loong64',
};
const machTypes = { 0x7: 'ia32', 0x01000007: 'x64', 0x0100000c: 'arm64' };
const peMachines = { 0x14c: 'ia32', 0x8664: 'x64', 0xaa64: 'arm64' };
