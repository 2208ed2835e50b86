import { isPlainObject } from '@aim/core';
import { basename } from 'node:path';
import type { HealthInput } from './input.js';

/** The packages of one program for several platforms, of which npm installs what fits. */
export interface PlatformParts {
  all: string[];
  /** Those for this machine. */
  fitting: string[];
}

/**
 * What a package has as optional dependencies for each platform: those that are called like it or
 * like its program, a system and a processor (`@openai/codex-linux-x64`). Told by their names: one
 * that is absent has no package.json to ask.
 */
export function platformParts(
  manifest: Record<string, unknown>,
  machine: Pick<HealthInput, 'host' | 'arch' | 'libc'>,
): PlatformParts {
  const { optionalDependencies } = manifest;
  const starts = namesOf(manifest).map((name) => `${name}-`);
  const all = Object.keys(isPlainObject(optionalDependencies) ? optionalDependencies : {}).filter(
    (name) => starts.some((start) => name.startsWith(start)) && platformOf(name) !== undefined,
  );
  const own = all.filter((name) => {
    const platform = platformOf(name);
    return platform?.system === machine.host.platform && platform.arch === machine.arch;
  });
  return { all, fitting: forLibc(own, machine.libc) };
}

function namesOf({ name, bin }: Record<string, unknown>): string[] {
  const programs = isPlainObject(bin) ? Object.keys(bin) : [];
  return typeof name === 'string' ? [name, ...programs] : programs;
}

function platformOf(name: string): { system: string; arch: string } | undefined {
  const words = basename(name).split('-');
  const system = words.map((word) => systems[word]).find(Boolean);
  const arch = words.map((word) => processors[word]).find(Boolean);
  return system === undefined || arch === undefined ? undefined : { system, arch };
}

/** On a system of musl the others do not start, where there is a choice; the reverse as well. */
function forLibc(names: readonly string[], libc: HealthInput['libc']): string[] {
  const isMusl = (name: string) => /musl(?:-|$)/.test(name);
  const fitting = names.filter((name) => libc === null || isMusl(name) === (libc === 'musl'));
  return fitting.length > 0 ? fitting : [...names];
}

const systems: Readonly<Record<string, NodeJS.Platform>> = {
  linux: 'linux',
  linuxmusl: 'linux',
  darwin: 'darwin',
  macos: 'darwin',
  win32: 'win32',
  windows: 'win32',
};
const processors: Readonly<Record<string, string>> = {
  x64: 'x64',
  x86_64: 'x64',
  amd64: 'x64',
  arm64: 'arm64',
  aarch64: 'arm64',
  ia32: 'ia32',
  arm: 'arm',
};
