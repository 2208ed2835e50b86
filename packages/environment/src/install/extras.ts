import { isPlainObject } from '@aim/core';
import { join } from 'node:path';
import { plainText, readJsonObject, readMetadata } from '../owners/read-metadata.js';
import type { InstallManager } from './types.js';

/**
 * Further packages that somebody put into the environment of a tool, such as plugins of llm; none
 * for a manager that has no environments.
 */
export function extrasOf(manager: InstallManager, environment: string): string[] {
  if (manager === 'pipx') return injected(environment);
  return manager === 'uv' ? withPackages(environment) : [];
}

function injected(environment: string): string[] {
  const metadata = readJsonObject(join(environment, 'pipx_metadata.json'));
  const packages = metadata.kind === 'read' ? metadata.value['injected_packages'] : undefined;
  return Object.values(isPlainObject(packages) ? packages : {}).flatMap((info) =>
    isPlainObject(info) ? (plainText(info['package_or_url']) ?? []) : [],
  );
}

/** `requirements = [{ name = "llm" }, { name = "llm-ollama", specifier = "==1.0" }]`, the tool first. */
function withPackages(environment: string): string[] {
  const receipt = readMetadata(join(environment, 'uv-receipt.toml'));
  if (receipt.kind !== 'read') return [];
  const list = /^requirements\s*=\s*\[([\s\S]*?)\]\s*$/m.exec(receipt.value)?.[1] ?? '';
  return [...list.matchAll(/\{([^}]*)\}/g)].slice(1).flatMap(([, table = '']) => {
    const value = (key: string) =>
      new RegExp(`(?:^|[\\s,])${key}\\s*=\\s*["']([^"']*)["']`).exec(table)?.[1];
    const name = value('name');
    return name === undefined ? [] : [`${name}${value('specifier') ?? ''}`];
  });
}
