import { AimError, fileError, isMissing, type Host } from '@aim/core';
import * as fs from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { kindOfName } from './source-kind.js';

/** What lies where; nothing of it was read. */
export interface OldFiles {
  /** Files of settings, each with the tree of AIM+ that it belongs to. */
  settings: { file: string; tree: string | null }[];
  /** Folders `AIM_audit`, and single files of records. */
  audits: string[];
}

/**
 * Looks where AIM+ and AI_MANGER kept their files: below the folders that are named, or else below
 * `AIM_REGISTRY_PATH`, `AI_TOOLS_REGISTRY_ROOT` and the home. The working directory counts only when
 * it is named, since a project may be somebody else's.
 *
 * @throws AimError `config.not_found` for what is named and not there, `file.permission`
 */
export function findOldFiles(host: Host, named: readonly string[]): OldFiles {
  const found: OldFiles = { settings: [], audits: [] };
  const places = named.length > 0 ? namedPlaces(host, named) : usualPlaces(host);
  for (const place of places) {
    const { settings, audits } = isFolder(place) ? filesOf(place) : fileAlone(host, place);
    found.settings.push(...settings);
    found.audits.push(...audits);
  }
  return {
    settings: distinct(found.settings, ({ file }) => file),
    audits: distinct(found.audits, (path) => path),
  };
}

/** The list of names that AIM+ kept of its secrets. */
export function oldSecretsList({ home }: Pick<Host, 'home'>): string {
  return join(home, '.aim', 'secrets_metadata.json');
}

function namedPlaces({ cwd }: Host, named: readonly string[]): string[] {
  return named.map((name) => {
    const place = resolve(cwd, name);
    if (exists(place)) return place;
    throw absent(`There is no ${place}`, place);
  });
}

function usualPlaces({ env, home, cwd }: Host): string[] {
  const told = ['AIM_REGISTRY_PATH', 'AI_TOOLS_REGISTRY_ROOT'].flatMap((name) => {
    const value = env[name];
    if (value === undefined || value === '') return [];
    const place = resolve(cwd, value);
    if (exists(place)) return [place];
    throw absent(`${name} names ${place}, which is not there`, place);
  });
  return [...told, ...[home, join(home, '.AIM_ai-tools-registry')].filter(exists)];
}

function absent(message: string, path: string): AimError {
  return new AimError('config.not_found', message, {
    hint: 'Name the folder of AIM+ or AI_MANGER: aim config migrate DIR',
    details: { path },
  });
}

const treeName = '.AIM_ai-tools-registry';
const treeFolders = ['', treeName, join('aim', treeName)];
const treeFiles = [
  'AIM_registry.json',
  join('AIM_cross-tool', 'AIM_coordination-rules.json'),
  join('AIM_cross-tool', 'AIM_coordination_rules.json'),
];
const configFolders = ['', 'config', join('aim', 'config'), join('AI_MANGER', 'config')];
const configFiles = [
  'aim_config.json',
  'aim_config.yaml',
  'aim_config.yml',
  'toolstack.config.json',
];

function filesOf(folder: string): OldFiles {
  const trees = treeFolders.map((name) => join(folder, name)).filter(isTree);
  // The configuration of AIM+ lies beside its tree, not in it.
  const roots = [folder, ...trees.map((tree) => dirname(tree))];
  const configs = roots
    .flatMap((root) => configFolders.map((name) => join(root, name)))
    .flatMap((place) => configFiles.map((name) => join(place, name)));
  const tree = trees[0] ?? null;
  const audits = [
    ...treeFolders.map((name) => join(folder, name, 'AIM_audit')),
    ...roots.map((root) => join(root, '.state', 'aim', 'audit.jsonl')),
  ];
  return {
    settings: [
      ...trees.flatMap((each) => treeFiles.map((name) => ({ file: join(each, name), tree: each }))),
      ...configs.map((file) => ({ file, tree })),
    ].filter(({ file }) => exists(file)),
    audits: audits.filter(exists),
  };
}

function isTree(folder: string): boolean {
  return treeFiles.some((name) => exists(join(folder, name)));
}

/** A file that is named; its tree is around it, beside it, or what `AIM_REGISTRY_PATH` says. */
function fileAlone({ env, cwd }: Host, file: string): OldFiles {
  if (file.toLowerCase().endsWith('.jsonl')) return { settings: [], audits: [file] };
  const folder = dirname(file);
  const told = env['AIM_REGISTRY_PATH'];
  const candidates = [
    ...(kindOfName(file) === 'registry' ? [folder] : []),
    ...(kindOfName(file) === 'rules' && basename(folder) === 'AIM_cross-tool'
      ? [dirname(folder)]
      : []),
    ...(told === undefined || told === '' ? [] : [resolve(cwd, told)]),
    ...[folder, dirname(folder)].map((each) => join(each, treeName)),
  ];
  return { settings: [{ file, tree: candidates.find(exists) ?? null }], audits: [] };
}

/** @throws AimError `file.permission` for a place that cannot be looked at, and a loop of links */
function exists(path: string): boolean {
  try {
    fs.statSync(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw fileError('read', path, error);
  }
}

function isFolder(path: string): boolean {
  return fs.statSync(path).isDirectory();
}

/** Two ways to the same file are one. */
function distinct<T>(all: readonly T[], pathOf: (each: T) => string): T[] {
  const first = new Map<string, T>();
  for (const each of all) {
    const path = fs.realpathSync(pathOf(each));
    if (!first.has(path)) first.set(path, each);
  }
  return [...first.values()];
}
