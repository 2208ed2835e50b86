import { dataOf, isPlainObject, type DocumentNode } from '@aim/core';
import { posix, win32 } from 'node:path';
import type { SourceKind } from './types.js';

/** What each old file is, in words. */
export const kindWords: Record<SourceKind, string> = {
  registry: 'tools of AIM+',
  rules: 'routes of AIM+',
  bridge: 'settings of the bridge of AIM+',
  config: 'configuration of AIM+',
  toolstack: 'configuration of AI_MANGER',
};

const byName: Record<string, SourceKind> = {
  'aim_registry.json': 'registry',
  'aim_coordination-rules.json': 'rules',
  'aim_coordination_rules.json': 'rules',
  'aim_config.yaml': 'bridge',
  'aim_config.yml': 'bridge',
  'aim_config.json': 'config',
  'toolstack.config.json': 'toolstack',
};

/** What a file is by its name; undefined for a name of somebody's own. */
export function kindOfName(file: string): SourceKind | undefined {
  return byName[win32.basename(posix.basename(file)).toLowerCase()];
}

/** What a file is by the keys in it; undefined for one of neither system. */
export function kindOfContent(root: DocumentNode): SourceKind | undefined {
  const data = dataOf(root);
  if (!isPlainObject(data)) return undefined;
  const has = (...keys: string[]) => keys.some((key) => Object.hasOwn(data, key));
  if (has('PipxApps', 'NpmGlobal', 'ToolsRoot', 'Pins', 'MasterBin')) return 'toolstack';
  if (has('enable_aim', 'enable_audit_logging', 'default_timeout_ms')) return 'bridge';
  if (has('registry', 'environment', 'metadata', 'registry_path', 'cli')) return 'config';
  if (has('capabilities', 'conflict_resolution')) return has('tools') ? 'config' : 'rules';
  return has('tools') ? 'registry' : undefined;
}
