/**
 * The exit codes of `aim`. A number never gets another meaning; `128 + n` (the child died of
 * signal n) and a child's own code are passed through and have no name here.
 */
export const exitCodes = {
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
} as const;

export type ExitName = keyof typeof exitCodes;
export type ExitCode = (typeof exitCodes)[ExitName];
