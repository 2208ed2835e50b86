/** The head of an ELF program for a machine by its number. */
export function elfHead(machine: number, order: 'little' | 'big' = 'little'): Buffer {
  const head = Buffer.alloc(64);
  head.write('\x7fELF\x02', 'latin1');
  head[5] = order === 'little' ? 1 : 2;
  if (order === 'little') head.writeUInt16LE(machine, 18);
  else head.writeUInt16BE(machine, 18);
  return head;
}

/** The head of a Mach-O program for a processor by its number. */
export function machHead(processor: number): Buffer {
  const head = Buffer.alloc(64);
  head.writeUInt32BE(0xcffaedfe, 0);
  head.writeUInt32LE(processor, 4);
  return head;
}

/** The head of a universal Mach-O program. */
export function universalHead(processors: readonly number[]): Buffer {
  const head = Buffer.alloc(128);
  head.writeUInt32BE(0xcafebabe, 0);
  head.writeUInt32BE(processors.length, 4);
  processors.forEach((processor, index) => head.writeUInt32BE(processor, 8 + index * 20));
  return head;
}

/** The head of a PE program for a machine by its number. */
export function peHead(machine: number): Buffer {
  const head = Buffer.alloc(128);
  head.write('MZ');
  head.writeUInt32LE(64, 60);
  head.write('PE\0\0', 64);
  head.writeUInt16LE(machine, 68);
  return head;
}
