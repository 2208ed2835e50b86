import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../core/test/support/processes.js';
import { user } from './support/user.js';

const value = 'sk-live-0123456789abcdef';

describe('a secret for the clipboard', () => {
  it('is copied by stdin, cleared, and recorded without its value', async () => {
    const { aim, home, audit, auditText } = user(
      {
        'bin/xclip': {
          program: `case "$3" in -in) echo "$@" >> $HOME/calls; cat > $HOME/clip;; *) cat $HOME/clip;; esac`,
        },
      },
      { DISPLAY: ':0' },
    );
    const env = { HOME: home };
    await aim().setSecret({ name: 'OPENAI_API_KEY', value });
    const copied = await aim({ env }).copySecret('OPENAI_API_KEY', { clearAfterMs: 1000 });
    expect(copied).toEqual({
      name: 'OPENAI_API_KEY',
      program: 'xclip',
      clearAfterMs: 1000,
      sensitive: false,
    });
    const clip = () => readFileSync(join(home, 'clip'), 'utf8');
    expect(clip()).toBe(value);
    await until(() => clip() === '');
    expect(readFileSync(join(home, 'calls'), 'utf8')).not.toContain(value);
    expect(audit().at(-1)).toMatchObject({
      event_type: 'secret_get',
      details: { key: 'OPENAI_API_KEY', success: true, to: 'clipboard', asker: { kind: 'person' } },
    });
    expect(auditText()).not.toContain(value);
    const latest = join(home, 'aim/state/clipboard-latest');
    await until(() => !existsSync(latest));
  });

  it.each([
    [{}, /neither WAYLAND_DISPLAY nor DISPLAY is set/, /desktop session/],
    [{ DISPLAY: ':0' }, /neither xclip nor xsel/, /xclip or xsel/],
    [{ WAYLAND_DISPLAY: 'w' }, /wl-copy and wl-paste/, /wl-clipboard/],
  ])('is not read where there is none: %j', async (env, message, hint) => {
    const { aim, home, audit } = user({}, env);
    await aim().setSecret({ name: 'OPENAI_API_KEY', value });
    const copied = aim({ env: { PATH: join(home, 'bin') } }).copySecret('OPENAI_API_KEY');
    await expect(copied).rejects.toMatchObject({
      code: 'clipboard.unavailable',
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
    expect(audit().at(-1)).toMatchObject({ event_type: 'secret_set' });
  });
});
