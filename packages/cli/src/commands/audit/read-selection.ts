import { AimError, auditEvents, didYouMean, systemHost, type AuditSeverity } from '@aim/core';
import type { AuditSelection } from '@aim/services';
import { parseSince } from '../../args/parse-since.js';
import type { CommandInput } from '../types.js';

/** Events of AIM+ that AIM has under another name, or not: they come by an import. */
const importedEvents = [
  'tool_install',
  'tool_uninstall',
  'tool_upgrade',
  'version_sync',
  'scan_execute',
  'error',
];

/**
 * Which records the options ask for.
 *
 * @throws AimError `usage.invalid`
 */
export function readSelection(options: CommandInput['options']): AuditSelection {
  const { since, type, severity, tool } = options as Record<string, string | undefined>;
  if (type !== undefined) checkType(type);
  return {
    ...(since !== undefined && { since: parseSince(since, systemHost().now()) }),
    ...(type !== undefined && { type }),
    ...(severity !== undefined && { severity: severity as AuditSeverity }),
    ...(tool !== undefined && { tool }),
  };
}

function checkType(type: string): void {
  const known = [...Object.keys(auditEvents), ...importedEvents];
  if (known.includes(type)) return;
  const near = didYouMean(type, known);
  throw new AimError('usage.invalid', `--type ${type}: no such event${near ? `; ${near}` : ''}`, {
    hint: 'aim audit stats',
    details: { expected: known },
  });
}

/**
 * `--limit`, a whole number from 1.
 *
 * @throws AimError `usage.invalid`
 */
export function readLimit(options: CommandInput['options'], standard: number): number {
  const text = options['limit'] as string | undefined;
  if (text === undefined) return standard;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new AimError('usage.invalid', `--limit ${text}: expected a whole number from 1`, {
    hint: '--limit 100',
  });
}
