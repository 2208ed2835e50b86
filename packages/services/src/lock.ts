import { AimError, readTextFile, withLock, writeFileAtomic, type ErrorCode } from '@aim/core';
import {
  packagesOfWish,
  planLock,
  readLock,
  resolveWish,
  versionPolicy,
  type AimLock,
  type LockPlan,
  type LockStep,
  type Resolution,
} from '@aim/environment';
import { statSync } from 'node:fs';
import type { AimContext } from './context.js';
import { record } from './record.js';
import { registryFacts, registryKeys } from './versions/ask-registries.js';
import { lockedScope, lockScopes, named, type LockScope } from './versions/scopes.js';

export interface LockRequest {
  /** Only these; every tool that the configuration asks for unless told. */
  tools?: readonly string[];
  /** Takes the newest versions, whatever is locked. */
  update?: boolean;
  dryRun?: boolean;
}

export interface LockResult {
  file: string;
  /** The configuration that it locks. */
  config: string;
  steps: LockStep[];
  /** False when the file says so already. */
  changed: boolean;
  dryRun: boolean;
}

/**
 * Resolves what the strongest configuration file asks for, and writes the lock beside it: all of it
 * or nothing. What is locked stays while it fits, unless `update`. Asks each registry once for a
 * package, and not where its answer is less than an hour old.
 *
 * @throws AimError `config.not_found`, `config.untrusted`, `config.invalid`, `lockfile.invalid`;
 *   `lockfile.tampered`, `version.unsigned`, `registry.unavailable`, `version.unresolved` with every
 *   tool that cannot be locked; `lock.busy`, `file.permission`
 */
export async function lock(context: AimContext, request: LockRequest = {}): Promise<LockResult> {
  const scope = lockedScope(await lockScopes(context));
  const { lockFile: file } = scope;
  const { dryRun = false } = request;
  const work = async (): Promise<LockResult> => {
    const before = await readLock(file);
    const plan = await planned(context, { scope, before, request });
    const changed = readTextFile(file) !== plan.text;
    const result = { file, config: scope.source.path, steps: plan.steps, changed, dryRun };
    if (dryRun || !changed) return result;
    writeFileAtomic(file, plan.text, { mode: modeOf(file) });
    await note(context, result);
    return result;
  };
  return dryRun ? work() : withLock(`${file}.lock`, { what: file }, work);
}

interface Planning {
  scope: LockScope;
  before: AimLock | undefined;
  request: LockRequest;
}

async function planned(
  context: AimContext,
  { scope, before, request: { tools = [], update = false } }: Planning,
): Promise<LockPlan> {
  const wishes = named(
    scope.wishes.map((wish) => ({ wish })),
    tools,
  ).map(({ wish }) => wish);
  const packages = wishes.flatMap((wish) => packagesOfWish(wish, before?.tools[wish.tool]));
  const { config } = await context.config();
  const resolving = {
    facts: await registryFacts(context, packages),
    keys: registryKeys(context),
    policy: versionPolicy(config),
    now: context.host.now(),
  };
  const resolutions = await Promise.all(
    wishes.map((wish) =>
      resolveWish({ wish, locked: before?.tools[wish.tool], update }, resolving),
    ),
  );
  const asked = new Set(scope.wishes.map(({ tool }) => tool));
  return planLock(before, asked, allLocked(resolutions));
}

type Locked = Extract<Resolution, { kind: 'locked' }>;
type Refused = Extract<Resolution, { kind: 'refused' }>;

/** The gravest first: its code is that of the error. */
const gravity: readonly ErrorCode[] = [
  'lockfile.tampered',
  'version.unsigned',
  'registry.unavailable',
  'version.unresolved',
];

function allLocked(resolutions: readonly Resolution[]): Locked[] {
  const refused = resolutions.filter((each): each is Refused => each.kind === 'refused');
  const code = gravity.find((each) => refused.some((refusal) => refusal.code === each));
  if (code === undefined)
    return resolutions.filter((each): each is Locked => each.kind === 'locked');
  const tools = refused.map(({ wish, code: why, message, held }) => {
    return { tool: wish.tool, code: why, message, held };
  });
  throw new AimError(code, tools.map(({ tool, message }) => `${tool}: ${message}`).join('\n'), {
    hint: hints[code] ?? 'Nothing was written. Ask again later: aim lock',
    details: { tools },
  });
}

const hints: Partial<Record<ErrorCode, string>> = {
  'lockfile.tampered':
    'Nothing was written. Find out who replaced the files before you take them; another version is taken by: aim version pin TOOL VERSION',
  'version.unsigned': 'Nothing was written. Take another version: aim version pin TOOL VERSION',
  'version.unresolved':
    'Nothing was written. What is there, and from when on: aim why TOOL --online',
};

function modeOf(file: string): number {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat === undefined ? 0o644 : stat.mode & 0o777;
}

async function note(context: AimContext, { file, steps }: LockResult): Promise<void> {
  const changes = steps.filter(({ action }) => action !== 'keep');
  await record(context, {
    event: 'lock_update',
    message: `lock written: ${changes.length} changes`,
    details: {
      file,
      changes: changes.map(({ tool, action, from, to }) => ({ tool, action, from, to })),
    },
  });
}
