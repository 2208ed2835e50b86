import * as fs from 'node:fs';
import { aimPaths, createAuditLog, type AimConfig, type Host } from '@aim/core';
import { testHost } from '../support/test-host.js';

/** A log of its own, on a machine whose clock can be set. */
export function ownLog(config: AimConfig['audit'] = {}) {
  let now = '2026-11-21T10:00:00.000Z';
  const host: Host = testHost({ env: { USER: 'ann' }, now: () => new Date(now) });
  const paths = aimPaths(host);
  const log = createAuditLog(host, paths, config);
  const place = log.place as string;
  return {
    host,
    paths,
    log,
    place,
    /** As another process would do it. */
    again: () => createAuditLog(host, paths, config),
    setDay: (day: string) => (now = `${day}T10:00:00.000Z`),
    run: async (...messages: string[]) => {
      for (const message of messages) {
        const { failure } = await log.append({ event: 'tool_run', message });
        if (failure !== undefined) throw failure;
      }
    },
    file: (name: string) => `${place}/${name}`,
  };
}

export function linesOf(file: string): string[] {
  return fs
    .readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}

export function writeLines(file: string, lines: readonly string[]): void {
  fs.writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
}
