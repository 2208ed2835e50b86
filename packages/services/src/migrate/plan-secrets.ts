import { dataOf, expandIfDefined, isAimError, readDocument, readTextFile } from '@aim/core';
import type { AimContext } from '../context.js';
import { oldSecretsList } from './find-old-files.js';
import type { MigrationSource, SecretsStep } from './types.js';

/**
 * The secrets that the old systems kept, by name: those of AIM+ in the keyring of Python, those of
 * AI_MANGER in a vault that only Windows opens. Reads no value and asks no store.
 */
export async function planSecrets(
  context: AimContext,
  sources: readonly MigrationSource[],
): Promise<SecretsStep[]> {
  const steps = [
    await keyringStep(context),
    ...sources.flatMap((each) => vaultStep(context, each)),
  ];
  const known = await storedNames(context);
  return steps.flatMap((step) =>
    step === undefined || step.names.length === 0
      ? []
      : [{ ...step, missing: step.names.filter((name) => !known.has(name)) }],
  );
}

type Found = Omit<SecretsStep, 'missing'>;

async function keyringStep({ host }: AimContext): Promise<Found | undefined> {
  const file = oldSecretsList(host);
  const text = readTextFile(file);
  if (text === undefined) return undefined;
  const reading = await readDocument(text, 'json');
  // The import itself says what is wrong with a list that is none.
  const names = 'root' in reading ? reading.root.children.map(([name]) => name) : [];
  const command = 'aim secrets import --from keyring';
  return { from: 'keyring', file, names: [...new Set(names)], command };
}

function vaultStep({ host }: AimContext, { kind, root }: MigrationSource): Found[] {
  if (kind !== 'toolstack') return [];
  const { Secrets: { VaultPath, EnvMap } = {} } = dataOf(root) as {
    Secrets?: { VaultPath?: unknown; EnvMap?: unknown };
  };
  if (typeof VaultPath !== 'string' || typeof EnvMap !== 'object' || EnvMap === null) return [];
  const names = Object.keys(EnvMap);
  return [
    {
      from: 'vault',
      file: expandIfDefined(VaultPath, host) ?? VaultPath,
      names,
      command: `Get-Clipboard | aim secrets set ${names[0]} --stdin`,
    },
  ];
}

/** What AIM's index lists; nothing while the configuration is broken or not there yet. */
async function storedNames(context: AimContext): Promise<Set<string>> {
  try {
    const secrets = await (await context.secrets()).listSecrets();
    return new Set(secrets.map(({ name }) => name));
  } catch (error) {
    if (isAimError(error) && error.code.startsWith('config.')) return new Set();
    throw error;
  }
}
