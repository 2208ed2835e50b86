import { isAimError, isTrusted } from '@aim/core';
import type { CheckFinding, HealthCheck } from '@aim/environment';
import type { AimContext } from '../context.js';

/** What AIM refuses to work with is told here, so that the other checks still run. */
export function stateFilesCheck(context: AimContext): HealthCheck {
  return {
    id: 'state_files',
    group: 'integrity',
    title: 'Content of AIM’s files',
    description:
      'The index of secrets and the list of trusted files can be read: fails for each that is damaged.',
    run: async () => {
      const readers = [
        async () => (await context.secrets()).listSecrets(),
        () => isTrusted(context.paths, '/', ''),
      ];
      const findings = (await Promise.all(readers.map(damageOf))).flat();
      if (findings.length > 0) return findings;
      return [{ status: 'ok', message: 'Index and list of trusted files are whole' }];
    },
  };
}

async function damageOf(read: () => Promise<unknown>): Promise<CheckFinding[]> {
  try {
    await read();
    return [];
  } catch (error) {
    if (!isAimError(error)) throw error;
    const { path } = (error.details ?? {}) as { path?: string };
    return [
      {
        status: 'fail',
        message: error.message,
        ...(path !== undefined && { evidence: path }),
        ...(error.hint !== undefined && { fix: error.hint }),
      },
    ];
  }
}
