export interface GoProgram {
  package: string;
  version: string;
  /** Empty for a build of a working copy. */
  checksum: string;
  format?: 'elf' | 'mach-o' | 'pe';
}

/** The headers and the one section of a program that Go 1.18 or later linked; it cannot run. */
export function goProgram({ format = 'elf', ...module }: GoProgram): Buffer {
  const info = buildInfo(module);
  if (format === 'elf') return elf(info);
  return format === 'pe' ? pe(info) : machO(info);
}

function buildInfo({ package: name, version, checksum }: Omit<GoProgram, 'format'>): Buffer {
  const mark = '0123456789abcdef';
  const mod = ['mod', name, version, checksum].join('\t');
  const head = Buffer.alloc(32);
  head.write('\xff Go buildinf:\x08\x02', 'latin1');
  return Buffer.concat([
    head,
    text('go1.19.8'),
    text(`${mark}path\t${name}\n${mod}\nbuild\tGOOS=linux\n${mark}`),
  ]);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  const length = [];
  for (let rest = bytes.length; ; rest >>= 7) {
    length.push(rest > 127 ? (rest & 127) | 128 : rest);
    if (rest <= 127) break;
  }
  return Buffer.concat([Buffer.from(length), bytes]);
}

function elf(info: Buffer): Buffer {
  const names = Buffer.from('\0.shstrtab\0.go.buildinfo\0');
  const head = Buffer.alloc(64);
  head.write('\x7fELF\x02\x01', 'latin1');
  head.writeBigUInt64LE(64n, 40);
  head.writeUInt16LE(64, 58);
  head.writeUInt16LE(2, 60);
  const section = (nameAt: number, offset: number, size: number) => {
    const row = Buffer.alloc(64);
    row.writeUInt32LE(nameAt, 0);
    row.writeBigUInt64LE(BigInt(offset), 24);
    row.writeBigUInt64LE(BigInt(size), 32);
    return row;
  };
  const [namesAt, infoAt] = [192, 192 + names.length];
  return Buffer.concat([
    head,
    section(1, namesAt, names.length),
    section(11, infoAt, info.length),
    names,
    info,
  ]);
}

function machO(info: Buffer): Buffer {
  const head = Buffer.alloc(32);
  head.writeUInt32BE(0xcffaedfe, 0);
  head.writeUInt32LE(1, 16);
  head.writeUInt32LE(152, 20);
  const segment = Buffer.alloc(152);
  segment.writeUInt32LE(0x19, 0);
  segment.writeUInt32LE(152, 4);
  segment.writeUInt32LE(1, 64);
  segment.write('__go_buildinfo', 72);
  segment.writeBigUInt64LE(BigInt(info.length), 72 + 40);
  segment.writeUInt32LE(184, 72 + 48);
  return Buffer.concat([head, segment, info]);
}

function pe(info: Buffer): Buffer {
  const head = Buffer.alloc(128);
  head.write('MZ');
  head.writeUInt32LE(64, 60);
  head.write('PE\0\0', 64);
  head.writeUInt16LE(1, 64 + 6);
  head.write('.data', 64 + 24);
  head.writeUInt32LE(info.length, 64 + 24 + 16);
  head.writeUInt32LE(128, 64 + 24 + 20);
  return Buffer.concat([head, info]);
}
