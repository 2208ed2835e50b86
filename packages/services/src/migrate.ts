import { AimError, createAuditLog, isAimError, type AimConfig, type Finding } from '@aim/core';
import { knownTools } from './config/references.js';
import { createContext, type AimContext, type AimOptions } from './context.js';
import { adapterFindings } from './migrate/adapter-findings.js';
import { gather, type Gathered } from './migrate/gather.js';
import { importAudit, planAudit } from './migrate/import-audit.js';
import { planConfig } from './migrate/plan-config.js';
import { kindWords } from './migrate/source-kind.js';
import { targetFile } from './migrate/target.js';
import type {
  Migrated,
  MigrationPlan,
  Preference,
  SecretsStep,
  UndoPlan,
} from './migrate/types.js';
import {
  planUndo,
  undoMigrated,
  writeMigrated,
  type MigrationStep,
} from './migrate/write-config.js';
import { tellAppended } from './record.js';
import { planImport } from './secrets-import.js';

export interface MigrateRequest {
  /** Folders and files of AIM+ and AI_MANGER; the usual places unless told. */
  from?: readonly string[];
  /** Writes the project's file, not the user's. */
  project?: boolean;
  /** Whose tools and routes count where two old files differ; `rules` unless told. */
  prefer?: Preference;
  /** Reads the values that AIM+ kept in Python's keyring, and stores them. */
  secrets?: boolean;
  /** Hears of each step once it is whole. */
  onStep?: (step: MigrationStep) => void;
}

/** What a migration would do, and the way to do exactly that. */
export interface PlannedMigration {
  plan: MigrationPlan;
  findings: Finding[];
  apply: () => Promise<Migrated>;
}

/**
 * Finds and reads the old files and plans where each field of them goes. Changes nothing.
 *
 * @throws AimError `migrate.nothing`, `migrate.invalid`, `config.*`, `file.permission`
 */
export async function planMigration(
  context: AimContext,
  options: AimOptions,
  request: MigrateRequest = {},
): Promise<PlannedMigration> {
  const { host } = context;
  const gathered = await gather(context, request.from ?? [], request.project === true);
  const { target, sources, secrets } = gathered;
  const { fields, ...planned } = await planConfig(
    sources,
    { file: target.file, config: target.config as Record<string, unknown> | undefined },
    {
      platform: host.platform,
      knownTools: await knownTools(),
      ...(request.prefer !== undefined && { prefer: request.prefer }),
    },
  );
  const config = planned.config as AimConfig;
  const log = {
    places: gathered.audits,
    config: target.kind === 'project' ? await auditInForce(context) : config.audit,
  };
  const audit = planAudit(context, log);
  const isKept = secrets.every(({ missing }) => missing.length === 0);
  const plan: MigrationPlan = {
    target: { file: target.file, kind: target.kind, exists: target.exists },
    sources: sources.map(({ file, kind }) => ({
      file,
      kind,
      what: kindWords[kind],
      fields: fields.filter((field) => field.file === file).length,
    })),
    isDone: !planned.changed && audit.left === 0 && isKept,
    fields,
    ...planned,
    audit,
    secrets,
  };
  const apply = async () => {
    const written = await write(context, plan, { before: gathered.before, request });
    const auditRecords = await importAudit(context, log);
    request.onStep?.('audit');
    const done = { ...written, auditRecords };
    if (written.written || auditRecords > 0) await recordIt(context, log.config, { plan, done });
    return { ...done, ...(await importKeyring(options, plan, request.secrets === true)) };
  };
  return { plan, findings: [...adapterFindings(config, host), ...runFindings(secrets)], apply };
}

/** `run.env` names the secrets of AI_MANGER: a command that cannot have them is not started. */
function runFindings(secrets: readonly SecretsStep[]): Finding[] {
  return secrets
    .filter(({ from, missing }) => from === 'vault' && missing.length > 0)
    .map(({ missing }) => ({
      id: 'migrate.run_env',
      severity: 'warn',
      message: `aim run -- COMMAND stops until ${missing.join(', ')} is stored: run.env names it`,
      fix: `aim secrets set ${missing[0]}`,
    }));
}

/** What would be taken back. @throws AimError `migrate.nothing`, `migrate.changed` */
export function planMigrationUndo(context: AimContext, project = false): UndoPlan {
  const { file } = targetFile(context, project);
  return planUndo(context, file) ?? nothingToUndo(file);
}

/** Puts back what the last migration replaced. @throws AimError as `planMigrationUndo` */
export async function undoMigration(
  context: AimContext,
  options: AimOptions,
  project = false,
): Promise<UndoPlan> {
  const { file } = targetFile(context, project);
  const undone = (await undoMigrated(context, file)) ?? nothingToUndo(file);
  await append(context, await auditInForce(createContext(options)), {
    message: `took back the migration of ${file}`,
    details: { file, migratedAt: undone.migratedAt },
  });
  return undone;
}

function nothingToUndo(file: string): never {
  throw new AimError('migrate.nothing', `No migration of ${file} is there to be taken back`, {
    hint: 'aim config migrate --dry-run',
    details: { path: file },
  });
}

/** The settings of the log as they are; AIM's own where the configuration is broken. */
async function auditInForce(context: AimContext): Promise<AimConfig['audit']> {
  try {
    return (await context.config()).config.audit;
  } catch (error) {
    if (isAimError(error)) return undefined;
    throw error;
  }
}

async function write(
  context: AimContext,
  { changed, config, target }: MigrationPlan,
  { before, request }: { before: Gathered['before']; request: MigrateRequest },
): Promise<Pick<Migrated, 'written' | 'backup'>> {
  if (!changed) return { written: false, backup: null };
  const text = `${JSON.stringify(config, null, 2)}\n`;
  const onStep = request.onStep ?? (() => undefined);
  const backup = await writeMigrated(context, { file: target.file, text }, { before, onStep });
  return { written: true, backup };
}

async function recordIt(
  context: AimContext,
  config: AimConfig['audit'],
  { plan, done }: { plan: MigrationPlan; done: Pick<Migrated, 'backup' | 'auditRecords'> },
): Promise<void> {
  const count = (outcome: string) =>
    plan.fields.filter((field) => field.outcome === outcome).length;
  await append(context, config, {
    message: `migrated ${plan.sources.length} files to ${plan.target.file}`,
    details: {
      file: plan.target.file,
      sources: plan.sources.map(({ file }) => file),
      carried: count('carried'),
      dropped: count('dropped') + count('overruled'),
      ...done,
    },
  });
}

/** By the new configuration: the one that this process loaded may be gone. */
async function append(
  { host, paths, notify }: AimContext,
  config: AimConfig['audit'],
  { message, details }: { message: string; details: Record<string, unknown> },
): Promise<void> {
  const log = createAuditLog(host, paths, config);
  tellAppended({ notify }, await log.append({ event: 'config_update', message, details }));
}

/** A keyring that does not answer does not undo what was migrated: it is told. */
async function importKeyring(
  options: AimOptions,
  { secrets }: MigrationPlan,
  isWanted: boolean,
): Promise<Pick<Migrated, 'secrets' | 'secretsFailure'>> {
  const step = secrets.find(({ from, missing }) => from === 'keyring' && missing.length > 0);
  if (!isWanted || step === undefined) return { secrets: [], secretsFailure: null };
  try {
    // By the configuration that was written just now.
    const { apply } = await planImport(createContext(options), { source: { from: 'keyring' } });
    return { secrets: (await apply()).names, secretsFailure: null };
  } catch (error) {
    if (!isAimError(error)) throw error;
    return { secrets: [], secretsFailure: error.message };
  }
}
