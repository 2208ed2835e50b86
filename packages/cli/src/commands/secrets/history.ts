import type { SecretHistory } from '@aim/services';
import { columns } from '../../render/columns.js';
import { defineCommand, type RenderContext } from '../types.js';

export const command = defineCommand<SecretHistory>({
  run: async ({ aim, args }) => ({ data: await aim.secretHistory(args[0] as string) }),
  render,
});

function render({ secret, versions }: SecretHistory, context: RenderContext): string {
  const { style, columns: width } = context;
  const row = (version: string, each: { lengthBytes: number; fingerprint: string }, at: string) => [
    version,
    at,
    String(each.lengthBytes),
    each.fingerprint,
  ];
  const rows = [
    ['VERSION', 'STORED', 'BYTES', 'FINGERPRINT'],
    row('now', secret, secret.updatedAt),
    ...versions
      .toReversed()
      .map((version) => row(String(version.version), version, version.storedAt)),
  ];
  const paint = (text: string, index: number) => (index === 0 ? style.faint(text) : text);
  const end = versions.length === 0 ? 'No earlier value is kept.\n' : '';
  return `${columns(rows, { ...(width !== undefined && { width }), paint }).join('\n')}\n${end}`;
}
