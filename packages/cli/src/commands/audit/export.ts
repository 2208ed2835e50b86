import { AimError, auditFormats, type AuditFormat } from '@aim/core';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { defineCommand } from '../types.js';
import { readSelection } from './read-selection.js';

interface ExportedLog {
  format: AuditFormat;
  /** Null where it went to stdout. */
  file: string | null;
  records: number;
}

export const command = defineCommand<ExportedLog>({
  run: async ({ aim, args, options, globals, terminal }) => {
    const [file] = args;
    const format = (options['format'] as AuditFormat | undefined) ?? formatOf(file);
    const request = { ...readSelection(options), format };
    if (file !== undefined) {
      const { file: path, records } = await aim.exportAuditTo(file, request);
      return { data: { format, file: path, records } };
    }
    if (globals.json) {
      throw new AimError('usage.invalid', 'With --json name a FILE: stdout holds one document', {
        hint: 'aim audit export audit.json --json',
      });
    }
    const { pieces, count } = await aim.exportAudit(request);
    await writeAll(terminal.stdout, pieces);
    return { data: { format, file: null, records: count() } };
  },
  render: ({ file, records }, { style }) =>
    file === null ? '' : `${style.ok('✔')} Wrote ${records} records to ${file}\n`,
});

function formatOf(file = ''): AuditFormat {
  return auditFormats.find((format) => file.endsWith(`.${format}`)) ?? 'json';
}

/** At the pace of the reader; ends early when it is gone. */
async function writeAll(stream: Writable, pieces: Iterable<string>): Promise<void> {
  const gone = new AbortController();
  stream.once('close', () => gone.abort());
  for (const piece of pieces) {
    if (stream.destroyed) return;
    if (stream.write(piece)) continue;
    await once(stream, 'drain', { signal: gone.signal }).catch(() => undefined);
  }
}
