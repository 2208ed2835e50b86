import type { BackendDetails } from '@aim/services';
import { columns } from '../../render/columns.js';
import { placeWords } from '../../render/status.js';
import { defineCommand, type RenderContext } from '../types.js';

export const command = defineCommand<BackendDetails>({
  run: async ({ aim }) => ({ data: await aim.secretsBackend() }),
  render,
});

function render(details: BackendDetails, { style }: RenderContext): string {
  const { choice, chosenBy, backend, protection, path, note, stores } = details;
  const by = chosenBy === 'default' ? 'the default' : `by ${chosenBy}`;
  const place = backend === null ? 'not chosen yet' : placeWords(backend, protection);
  const used = stores.filter(({ secretCount }) => secretCount > 0);
  const rows = [
    ['choice', `${choice} (${by})`],
    ['store', place],
    ...(path === null ? [] : [['file', path]]),
    ['secrets', used.map(({ id, secretCount }) => `${secretCount} in ${id}`).join(', ') || 'none'],
    ...(note === null ? [] : [['note', note]]),
  ];
  const text = columns(rows).join('\n');
  return `${text}\n${style.faint('aim secrets doctor')} asks the stores themselves\n`;
}
