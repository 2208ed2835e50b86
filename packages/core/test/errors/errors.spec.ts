import { describe, expect, it } from '@jest/globals';
import { AimError, exitCodeOf, isAimError, reportError } from '../../src/errors/aim-error.js';
import { errorCodes } from '../../src/errors/error-codes.js';
import { exitCodes } from '../../src/errors/exit-codes.js';
import { fileError, isMissing } from '../../src/errors/from-system-error.js';

describe('exit codes', () => {
  it('never change their meaning', () => {
    expect(exitCodes).toEqual({
      ok: 0,
      answerIsNo: 1,
      usage: 2,
      configuration: 3,
      someFailed: 4,
      network: 5,
      permission: 6,
      busy: 7,
      integrity: 8,
      frozen: 9,
      prerequisite: 10,
      store: 11,
      chainFailed: 12,
      bug: 70,
      deadline: 124,
      runFailed: 125,
      notExecutable: 126,
      notFound: 127,
      interrupted: 130,
    });
  });

  it('are given to the six answers of a store as the contract says', () => {
    const exitOf = (code: keyof typeof errorCodes) => exitCodeOf(new AimError(code, 'x'));
    expect(exitOf('secret.absent')).toBe(1);
    expect(exitOf('secret.denied')).toBe(6);
    expect(exitOf('secret.corrupt')).toBe(8);
    expect(exitOf('secret.locked')).toBe(11);
    expect(exitOf('secret.unavailable')).toBe(11);
    expect(exitOf('secret.timeout')).toBe(11);
  });
});

describe('error codes', () => {
  it('are noun.adjective, and each says what it means in a sentence', () => {
    for (const [code, { meaning }] of Object.entries(errorCodes)) {
      expect(code).toMatch(/^[a-z]+\.[a-z_]+$/);
      expect(meaning).toMatch(/^[A-Z`].*\.$/);
    }
  });
});

describe('AimError', () => {
  it('is known across copies of the module', () => {
    const foreign = Object.assign(new Error('x'), { [Symbol.for('aim.error')]: true });
    expect(isAimError(foreign)).toBe(true);
    expect(isAimError(new Error('x'))).toBe(false);
  });

  it('leaves as plain data with its hint, cause and details', () => {
    const error = new AimError('secret.locked', 'The keychain is locked', {
      hint: 'Unlock it',
      cause: new Error('IsLocked'),
      details: { name: 'OPENAI_API_KEY' },
    });
    expect(reportError(error)).toEqual({
      code: 'secret.locked',
      message: 'The keychain is locked',
      hint: 'Unlock it',
      cause: 'IsLocked',
      details: { name: 'OPENAI_API_KEY' },
    });
  });

  it('tells a bug from a user error', () => {
    expect(reportError(new TypeError('x is not a function'))).toEqual({
      code: 'internal.bug',
      message: 'x is not a function',
    });
    expect(exitCodeOf(new TypeError('x'))).toBe(70);
  });
});

describe('fileError', () => {
  it('names the path and the reason in words', () => {
    const system = Object.assign(new Error('EACCES: …'), { code: 'EACCES' });
    expect(fileError('write', '/etc/aim', system)).toMatchObject({
      code: 'file.permission',
      message: 'Cannot write /etc/aim: permission denied',
    });
  });

  it('returns what it does not know as it came', () => {
    const bug = new TypeError('x');
    expect(fileError('read', '/x', bug)).toBe(bug);
  });

  it('takes a path through a file for a missing one', () => {
    expect(isMissing(Object.assign(new Error(), { code: 'ENOTDIR' }))).toBe(true);
    expect(isMissing(Object.assign(new Error(), { code: 'EACCES' }))).toBe(false);
  });
});
