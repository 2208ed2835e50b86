import { isPlainObject } from '@aim/core';
import { join } from 'node:path';
import type { Channel } from '../../detect/types.js';
import { namesIn, readJsonObject } from '../read-metadata.js';

interface Keeper {
  manager: Extract<Channel, 'mise' | 'asdf' | 'volta' | 'proto'>;
  /** Groups: the manager's folder, and the tool's within it. */
  place: RegExp;
  /** True when the manager's own record of that tool is there. */
  isProven: (home: string, tool: string) => boolean;
}

// The prefix of a Node.js that they manage is npm's own: npm installs there as anywhere.
const keepers: readonly Keeper[] = [
  {
    manager: 'mise',
    place: /^(.*)[\\/]installs[\\/](?!node(?:js)?[\\/])([^\\/]+)[\\/]/,
    isProven: (home, tool) =>
      namesIn(join(home, 'installs')).includes('.mise-installs.toml') ||
      namesIn(join(home, 'installs', tool)).some((name) => name.startsWith('.mise.backend')),
  },
  {
    manager: 'asdf',
    place: /^(.*)[\\/]installs[\\/](?!node(?:js)?[\\/])([^\\/]+)[\\/]/,
    isProven: (home, tool) => namesIn(join(home, 'plugins')).includes(tool),
  },
  {
    manager: 'volta',
    place: /^(.*)[\\/]tools[\\/]image[\\/]packages[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/,
    isProven: (home, tool) =>
      readJsonObject(join(home, 'tools', 'user', 'packages', `${tool}.json`)).kind === 'read',
  },
  {
    manager: 'proto',
    place: /^(.*)[\\/]tools[\\/](?!node[\\/])([^\\/]+)[\\/]/,
    isProven: (home, tool) =>
      readJsonObject(join(home, 'tools', tool, 'manifest.json')).kind === 'read' ||
      isListedByProto(home, tool),
  },
];

/**
 * The version manager that keeps the folder a program lies in: a bare `npm install -g` would not
 * reach what npm put there for it. `unknown` where only the names of the folders speak for one.
 */
export function keeperOf(realPath: string): Channel | undefined {
  for (const { manager, place, isProven } of keepers) {
    const [, home, tool] = place.exec(realPath) ?? [];
    if (home !== undefined && tool !== undefined && isProven(home, tool)) return manager;
  }
  return foreignFolder.test(realPath) ? 'unknown' : undefined;
}

/** True when proto has written a shim of that name. */
export function isListedByProto(home: string, program: string): boolean {
  const registry = readJsonObject(join(home, 'shims', 'registry.json'));
  return registry.kind === 'read' && isPlainObject(registry.value[program]);
}

const foreignFolder =
  /[\\/](?:\.?(?:mise|rtx|asdf)[\\/]installs[\\/](?!node(?:js)?[\\/])|tools[\\/]image[\\/]packages[\\/])/;
