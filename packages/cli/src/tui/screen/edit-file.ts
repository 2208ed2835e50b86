import { AimError, runTransparent } from '@aim/core';

/**
 * Opens a file in the user's editor, `VISUAL` or else `EDITOR`, and waits until that ends. Either may
 * hold options, as a shell reads them; the editor gets none of AIM's own variables.
 *
 * @throws AimError `usage.invalid` without an editor, and as `runTransparent`
 */
export async function editFile(
  path: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const editor = env['VISUAL'] || env['EDITOR'];
  if (!editor) {
    throw new AimError('usage.invalid', 'Neither VISUAL nor EDITOR is set', {
      hint: `The file is ${path}`,
    });
  }
  const given = Object.entries(env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('AIM_'),
  );
  await runTransparent({
    file: '/bin/sh',
    args: ['-c', `${editor} "$1"`, 'sh', path],
    env: Object.fromEntries(given),
    hasTerminal: true,
  });
}
