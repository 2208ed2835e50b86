import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadProviderDetails, type ProviderDetails } from '@aim/core';
import * as fc from 'fast-check';
import { createShareRedactor } from '../../src/health/share-redactor.js';
import { numbersFrom, validKey } from '../../../secrets/test/support/valid-key.js';

let providers: readonly ProviderDetails[];
beforeAll(async () => {
  providers = await loadProviderDetails();
});

const plain = fc.stringMatching(/^[ a-z.,:;()'"-]{0,30}$/);
const name = fc.stringMatching(/^[a-z][a-z0-9-]{3,12}$/);

describe('what is given to others', () => {
  it('holds no key that has a telling shape, wherever it stands', () => {
    const shapes = providers.flatMap(({ keyShapes }) => keyShapes);
    const telling = shapes.filter(
      ({ prefix = '', unsure }) => prefix.length >= 4 && unsure !== true,
    );
    expect(telling.length).toBeGreaterThan(10);
    fc.assert(
      fc.property(
        fc.constantFrom(...telling),
        fc.integer(),
        fc.tuple(plain, plain),
        (shape, seed, [a, b]) => {
          const key = validKey(shape, numbersFrom(seed));
          const redact = createShareRedactor({
            host: { env: {}, home: '/home/ada' },
            userName: 'ada',
            hostName: 'laptop',
            providers,
          });
          expect(redact(`${a} ${key} ${b}`)).not.toContain(key.slice(0, -2));
        },
      ),
    );
  });

  it('holds no value of a variable that is named like a credential', () => {
    const value = fc.stringMatching(/^[A-Za-z0-9+_-]{8,60}$/);
    const variable = fc.constantFrom('MY_API_KEY', 'GH_TOKEN', 'db_password', 'X_SECRET');
    fc.assert(
      fc.property(variable, value, plain, (named, secret, a) => {
        const redact = createShareRedactor({
          host: { env: { [named]: secret }, home: '/home/ada' },
          userName: 'ada',
          hostName: 'laptop',
          providers,
        });
        const texts = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')];
        for (const text of texts) expect(redact(`${a} ${text} ${a}`)).not.toContain(text);
      }),
    );
  });

  it('holds neither home, user nor machine', () => {
    fc.assert(
      fc.property(name, name, plain, (user, machine, a) => {
        const home = `/srv/homes/${user}`;
        const redact = createShareRedactor({
          host: { env: {}, home },
          userName: user,
          hostName: machine,
          providers: [],
        });
        const text = redact(
          `${a} ${home}/.codex ${user}@${machine}.lan /home/${user}/x ${machine.toUpperCase()} http://${user}:p4ss@h/`,
        );
        // What stands in their place may have the name of a user who is called so.
        const rest = text.replaceAll(/USER|HOST|\[redacted\]/g, '').replace(a, '');
        expect(rest.toLowerCase()).not.toContain(user);
        expect(rest.toLowerCase()).not.toContain(machine);
        expect(rest).not.toContain('p4ss');
        expect(text).toContain('~/.codex');
      }),
    );
  });

  it('leaves words alone that a short name is part of', () => {
    const scope = {
      host: { env: {}, home: '/home/al' },
      userName: 'al',
      hostName: 'x1',
      providers,
    };
    const redact = createShareRedactor(scope);
    expect(redact('al: all is normal in /home/al/work on x1')).toBe(
      'USER: all is normal in ~/work on HOST',
    );
  });
});
