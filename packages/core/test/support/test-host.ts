import type { Host } from '@aim/core';
import { tempFolder } from './temp-folder.js';

/** A machine of its own: an empty home, no variables, a clock that stands. */
export function testHost(facts: Partial<Host> = {}): Host {
  const home = facts.home ?? tempFolder();
  return {
    platform: 'linux',
    env: {},
    cwd: home,
    home,
    tmp: tempFolder(),
    uid: process.geteuid?.(),
    now: () => new Date('2026-11-21T10:00:00.000Z'),
    ...facts,
  };
}
