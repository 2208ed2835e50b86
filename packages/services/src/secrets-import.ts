import { expandSetting, type Finding } from '@aim/core';
import type { BackupKey, ImportOptions, ImportPlan, ImportSource, SetResult } from '@aim/secrets';
import { resolve } from 'node:path';
import type { AimContext } from './context.js';
import { record } from './record.js';
import { readBackupFile } from './secrets-backup.js';

export interface ImportRequest extends ImportOptions {
  source:
    /** `bytes`: what was read of it already, as from stdin. */
    | { from: 'dotenv'; file: string; bytes?: Uint8Array }
    | { from: 'env' }
    /** `file`: the list of names that AIM+ kept, where it is another than its own. */
    | { from: 'keyring'; file?: string }
    | { from: 'backup'; file: string; key: BackupKey };
}

/** What an import would do, and the way to do exactly that. */
export interface PlannedImport {
  plan: ImportPlan;
  /** Stores what the plan adds and replaces, and answers where. */
  apply: () => Promise<Imported>;
}

export interface Imported {
  /** Names that were stored or replaced. */
  names: string[];
  findings: Finding[];
}

/**
 * Reads a source and compares it with what is stored; changes nothing. What is worth knowing of
 * it is told at once.
 *
 * @throws AimError `import.*`, `usage.invalid`, `file.*`, `secret.*`
 */
export async function planImport(
  context: AimContext,
  { source, ...options }: ImportRequest,
): Promise<PlannedImport> {
  const secrets = await context.secrets();
  const opened = await secrets.openImport(await sourceOf(context, source), options);
  const { plan, plaintext } = opened;
  for (const { message, fix } of opened.notes) {
    const finding: Finding = { id: 'secrets.import', severity: 'warn', message };
    context.notify(fix === undefined ? finding : { ...finding, fix });
  }
  const apply = async () => {
    const results: SetResult[] = [];
    let success = false;
    try {
      await opened.apply((result) => results.push(result));
      success = true;
    } finally {
      await recordImport(context, plan, { results, success });
    }
    return { names: results.map(namedBy), findings: findings(results, plaintext) };
  };
  return { plan, apply };
}

async function sourceOf(
  context: AimContext,
  source: ImportRequest['source'],
): Promise<ImportSource> {
  const at = (file: string) => resolve(context.host.cwd, file);
  switch (source.from) {
    case 'env':
      return { from: 'env' };
    case 'keyring':
      return keyringSource(
        source.file === undefined ? await listOfNames(context) : at(source.file),
      );
    case 'dotenv': {
      const { bytes, file } = source;
      return bytes === undefined
        ? { from: 'dotenv', path: at(file) }
        : { from: 'dotenv', path: file, bytes };
    }
    case 'backup': {
      const { file, key } = source;
      return { from: 'backup', path: at(file), file: readBackupFile(context, file), key };
    }
  }
}

/** What was done is on record also when it ended in the middle. */
async function recordImport(
  context: AimContext,
  { from, path }: ImportPlan,
  { results, success }: { results: readonly SetResult[]; success: boolean },
): Promise<void> {
  await record(context, {
    event: 'secret_import',
    message: `secrets imported: ${results.length}`,
    severity: success ? 'info' : 'warning',
    details: { from, path, keys: results.map(namedBy), success },
  });
}

function namedBy({ secret }: SetResult): string {
  return secret.name;
}

function findings(results: readonly SetResult[], plaintext: string | null): Finding[] {
  const notes = new Set(results.flatMap(({ note }) => (note === undefined ? [] : [note])));
  const stored = [...notes].map((message): Finding => ({
    id: 'secrets.store',
    severity: 'info',
    message,
  }));
  return plaintext === null ? stored : [...stored, stillPlain(plaintext)];
}

function stillPlain(path: string): Finding {
  return {
    id: 'secrets.plaintext',
    severity: 'info',
    message: `${path} still holds the values as plain text`,
    fix: 'Remove them there once your programs get them from: aim run --secret NAME -- PROGRAM',
  };
}

function keyringSource(path: string | undefined): ImportSource {
  return path === undefined ? { from: 'keyring' } : { from: 'keyring', path };
}

/**
 * Where AIM+ was told to keep its list of names: `environment.secretsVault`. A project does not say
 * which secrets of its user are imported.
 */
async function listOfNames({ config, host }: AimContext): Promise<string | undefined> {
  const { sources } = await config();
  const own = sources.filter(({ kind }) => kind !== 'project');
  return expandSetting(own, ['environment', 'secretsVault'], host);
}
