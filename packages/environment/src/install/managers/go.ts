import { delimiter, join } from 'node:path';
import { minutes, nameOf, type Manager } from './manager.js';

/** It has no word for removing a program. The program is replaced when it is built. */
export const go: Manager = {
  programs: ['go'],
  takesVersion: true,
  batches: false,
  undo: 'again',
  deadlineMs: minutes(30),
  prefix: ({ env, home }) => {
    if (env['GOBIN']) return env['GOBIN'];
    return join(env['GOPATH']?.split(delimiter)[0] || join(home, 'go'), 'bin');
  },
  env: (prefix) => ({ GOBIN: prefix }),
  install: ([step]) => {
    if (step === undefined) return [];
    const version = step.to === null ? 'latest' : `v${step.to.replace(/^v/, '')}`;
    return [['install', `${nameOf(step)}@${version}`]];
  },
};
