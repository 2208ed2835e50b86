import {
  AimError,
  didYouMean,
  isPlainObject,
  knownKeyNames,
  loadDirectories,
  readTextFile,
  resolveCommand,
  runCaptured,
  tryParseJson,
} from '@aim/core';
import {
  applyClean,
  cleanFacts,
  copyFacts,
  mountPoints,
  planClean as plan,
  planCopies,
  settleCleanings,
  type CacheProblem,
  type Cleaned,
  type CleanPlan,
  type CopyPlan,
  type SameFiles,
} from '@aim/environment';
import { dirname, resolve } from 'node:path';
import type { AimContext } from '../context.js';
import { record } from '../record.js';
import { findCaches } from './caches.js';

export interface CleanRequest {
  /** Folders beyond which nothing goes; all caches that are known unless told. */
  paths?: readonly string[];
  /** Ids of caches, as `aim scan caches` tells them. */
  only?: readonly string[];
  /** False puts aside also where a program has a command of its own. */
  ownCommands?: boolean;
  /** What `aim scan duplicates --json` printed: then copies are cleaned, and no caches. */
  duplicatesFile?: string;
  /** Ends first what an AIM that was killed left half done; else that is for `apply`. */
  settle?: boolean;
  /** Makes copies further names of one file. */
  link?: 'hard';
}

/** What cleaning would do, and the way to do exactly that. */
export interface PlannedClean {
  caches: CleanPlan;
  copies: CopyPlan | null;
  problems: CacheProblem[];
  /** Each step gets another look; one that is not what it was fails, and stays. */
  apply: () => Promise<Cleaned>;
}

/** An own command that takes longer is ended, in ms. */
const commandMs = 10 * 60_000;

/**
 * Plans what of caches or copies may go, how, and how it comes back. Changes nothing else.
 *
 * @throws AimError `usage.invalid` for an id that no cache here has, `import.invalid` for a file
 *   that holds no duplicates
 */
export async function planClean(
  context: AimContext,
  request: CleanRequest = {},
): Promise<PlannedClean> {
  const { host, paths: own } = context;
  const { paths = [], only, ownCommands = true, duplicatesFile } = request;
  if (request.settle === true) await settleCleanings(own);
  const named = paths.map((path) => resolve(host.cwd, path));
  const inUse = [process.execPath, ...(process.argv[1] === undefined ? [] : [process.argv[1]])];
  const input = { host, paths: own, inUse: inUse.map((path) => dirname(path)) };
  if (duplicatesFile !== undefined) {
    const groups = readGroups(resolve(host.cwd, duplicatesFile));
    const facts = copyFacts(await loadDirectories(), {
      ...input,
      within: named.length > 0 ? named : null,
    });
    const copies = planCopies(groups, facts, request.link && { link: request.link });
    const caches: CleanPlan = { steps: [], left: [], bytes: 0 };
    return { caches, copies, problems: [], apply: () => apply(context, { caches, copies }) };
  }
  const { roots, caches: found, problems } = await findCaches(context, { paths });
  for (const id of only ?? []) {
    if (!found.some((cache) => cache.id === id))
      throw unknownId(
        id,
        found.map((cache) => cache.id),
      );
  }
  const facts = cleanFacts({ ...input, within: named.length > 0 ? roots : null });
  const caches = plan(found, facts, { ownCommands, ...(only !== undefined && { only }) });
  return { caches, copies: null, problems, apply: () => apply(context, { caches, copies: null }) };
}

async function apply(
  context: AimContext,
  { caches, copies }: { caches: CleanPlan; copies: CopyPlan | null },
): Promise<Cleaned> {
  const cleaned = await applyClean(
    { caches, ...(copies !== null && { copies }) },
    {
      paths: context.paths,
      now: context.host.now(),
      mountPoints,
      runCommand: (argv) => runOwnCommand(context, argv),
    },
  );
  const { id, done, failed } = cleaned;
  await record(context, {
    event: 'scan_clean',
    message: `cleaned ${done.length} of ${done.length + failed.length}`,
    severity: failed.length > 0 ? 'warning' : 'info',
    details: {
      id,
      done,
      failed: failed.map(({ path, code }) => ({ path, code })),
      success: failed.length === 0,
    },
  });
  return cleaned;
}

/** In the home, where no project's settings reach; without any key, which it does not need. */
async function runOwnCommand({ host, catalogue }: AimContext, argv: readonly string[]) {
  const [program = '', ...args] = argv;
  const found = resolveCommand(program, { ...host, cwd: host.home });
  if (found.kind !== 'found') {
    throw new AimError('scan.command_failed', `${program} is not there any more`, {
      hint: 'aim scan clean --no-own-commands',
    });
  }
  const keys = new Set(knownKeyNames(catalogue));
  const env = Object.entries(host.env).flatMap(([name, value]): [string, string][] =>
    value === undefined || keys.has(name) || name.startsWith('AIM_') ? [] : [[name, value]],
  );
  const { exitCode } = await runCaptured({
    file: found.path,
    args,
    env: Object.fromEntries(env),
    cwd: host.home,
    deadlineMs: commandMs,
  });
  return exitCode;
}

/** The groups of a result, in the envelope or without. */
function readGroups(file: string): SameFiles[] {
  const text = readTextFile(file, { allowPipe: true });
  if (text === undefined) {
    throw new AimError('usage.invalid', `There is no file ${file}`, { details: { path: file } });
  }
  const parsed = tryParseJson(text);
  const data = isPlainObject(parsed) && isPlainObject(parsed['data']) ? parsed['data'] : parsed;
  const groups = isPlainObject(data) ? data['groups'] : undefined;
  if (Array.isArray(groups) && groups.every(isGroup)) return groups;
  throw new AimError(
    'import.invalid',
    `${file} does not hold what aim scan duplicates --json prints`,
    {
      hint: 'aim scan duplicates --json > duplicates.json',
      details: { path: file },
    },
  );
}

function isGroup(value: unknown): value is SameFiles {
  const { hash, sizeBytes, files } = isPlainObject(value) ? value : {};
  return (
    typeof hash === 'string' &&
    Number.isSafeInteger(sizeBytes) &&
    Array.isArray(files) &&
    files.every((file) => typeof file === 'string')
  );
}

function unknownId(id: string, known: readonly string[]): AimError {
  return new AimError('usage.invalid', `No cache here is called ${JSON.stringify(id)}`, {
    hint: didYouMean(id, known) ?? 'aim scan caches --json tells their ids',
  });
}
