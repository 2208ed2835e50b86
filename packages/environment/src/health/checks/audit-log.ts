import { dirname } from 'node:path';
import { mayWrite, targetOf } from '../look-at-files.js';
import { quoted } from '../command-text.js';
import type { HealthCheck } from '../types.js';

export const auditLog: HealthCheck = {
  id: 'audit_log',
  group: 'integrity',
  title: 'Audit log',
  description:
    'What AIM does can be recorded: fails when the log cannot be written, mentions that it is switched off.',
  run: async ({ auditFile, host }) => {
    const file = await auditFile();
    if (file === undefined) return [{ status: 'info', message: 'audit.enabled is false' }];
    const place = nearest(file);
    const isPlace = place === file ? targetOf(place)?.isFile() : targetOf(place)?.isDirectory();
    if (isPlace === true && mayWrite(place)) {
      return [{ status: 'ok', message: `It can be written`, evidence: file }];
    }
    const message = `${file} cannot be written`;
    const fix = `ls -ld ${quoted(place, host.platform)}`;
    return [{ status: 'fail', message, evidence: place, fix }];
  },
};

/** The file, or the folder nearest to it that is there. */
function nearest(file: string): string {
  let path = file;
  while (targetOf(path) === undefined && dirname(path) !== path) path = dirname(path);
  return path;
}
