import type { AuditRecord } from '@aim/core';
import { recordLine } from '../../render/audit.js';
import { createStyle } from '../../render/style.js';
import { defineCommand } from '../types.js';
import { readSelection } from './read-selection.js';

export const command = defineCommand<null>({
  run: async ({ aim, options, globals, terminal }) => {
    const selection = readSelection(options);
    const style = createStyle(terminal.colour.stdout);
    const print = (record: AuditRecord) =>
      terminal.stdout.write(
        globals.json ? `${JSON.stringify(record)}\n` : recordLine(record, style),
      );
    const readerGone = new AbortController();
    terminal.stdout.once('close', () => readerGone.abort());
    await aim.followAudit({ ...selection, onRecord: print, signal: readerGone.signal });
    return { data: null };
  },
  render: () => '',
});
