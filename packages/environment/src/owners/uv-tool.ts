import { basename, dirname, join } from 'node:path';
import { findDistribution } from './python-distribution.js';
import { readMetadata, whyUnusable } from './read-metadata.js';
import { unusable, type OwnerProbe } from './types.js';

/**
 * uv tool: the environment around the file has a `uv-receipt.toml` that lists the program among
 * its entry points. The version is that of the package's METADATA; the receipt holds none.
 */
export const uvTool: OwnerProbe = ({ realPath }) => {
  const environment = dirname(dirname(realPath));
  const path = join(environment, 'uv-receipt.toml');
  const receipt = readMetadata(path);
  if (receipt.kind === 'missing') return undefined;
  if (receipt.kind === 'unreadable') return unusable(path, whyUnusable(receipt));
  const entry = entryPoint(receipt.value, basename(realPath));
  if (entry === undefined) return undefined;
  const name = entry.from ?? basename(environment);
  const distribution = findDistribution(environment, name);
  return {
    channel: 'uv',
    package: name,
    version: distribution.version,
    evidence: path,
    ...(distribution.version === null
      ? { problem: { path: distribution.path, detail: distribution.why } }
      : {}),
  };
};

/**
 * The entry point of that name in `entrypoints = [{ name = "…", install-path = "…", from = "…" }]`.
 * uv writes each as an inline table, its older releases without `from`.
 */
function entryPoint(receipt: string, app: string): { from: string | undefined } | undefined {
  const list = /^entrypoints\s*=\s*\[([\s\S]*?)^\]|^entrypoints\s*=\s*\[(.*)\]/m.exec(receipt);
  for (const table of (list?.[1] ?? list?.[2] ?? '').matchAll(/\{([^}]*)\}/g)) {
    const value = (key: string) =>
      new RegExp(`(?:^|[\\s,])${key}\\s*=\\s*["']([^"']*)["']`).exec(table[1] ?? '')?.[1];
    if (value('name') === app) return { from: value('from') };
  }
  return undefined;
}
