import { defineCommand } from '../types.js';
import { checkRequest } from './check-request.js';

interface Reported {
  format: 'json' | 'markdown';
  /** Where it was written; null where it is in `text`. */
  file: string | null;
  text: string | null;
}

export const command = defineCommand<Reported>({
  run: async (input) => {
    const output = input.options['output'] as string | undefined;
    const format = output?.toLowerCase().endsWith('.json') === true ? 'json' : 'markdown';
    const check = await input.aim.checkVersions(checkRequest(input));
    const { text, file } = await input.aim.versionReport(check, {
      format,
      ...(output !== undefined && { file: output }),
    });
    return { data: { format, file, text: file === null ? text : null } };
  },
  render: ({ file, text }, { style }) => text ?? `${style.ok('✔')} Wrote ${file}\n`,
});
