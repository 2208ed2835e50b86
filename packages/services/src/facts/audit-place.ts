import type { AimContext } from '../context.js';

/**
 * Where the audit log is read: daily files lie in the audit folder, a configured log is one file.
 * Null when the audit is switched off.
 */
export async function auditPlace(context: AimContext): Promise<string | null> {
  const file = (await context.audit()).file();
  if (file === undefined) return null;
  return file.startsWith(context.paths.auditDir) ? context.paths.auditDir : file;
}
