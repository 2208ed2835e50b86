import { isAimError, type CapturedResult, type CapturedRun } from '@aim/core';
import { oneLine } from '../../classify/evidence.js';
import type { Failure } from '../../classify/failure.js';
import { nextStep } from '../../classify/next-step.js';
import { confined, confinementFailure, unconfinable } from '../../tools/confinement.js';
import type { AdapterPorts, AdapterRequest } from '../adapter.js';

type Program = Pick<
  CapturedRun,
  'file' | 'args' | 'env' | 'input' | 'startMs' | 'idleMs' | 'onStdout'
>;

/**
 * Runs the program of an attempt. Its output comes back without the injected values, as they or
 * their usual encodings stand in it; a program that could not be started is a failure that says why.
 */
export async function runProgram(
  request: AdapterRequest,
  ports: AdapterPorts,
  program: Program,
): Promise<{ result: CapturedResult } | { failure: Failure }> {
  const { cwd, deadlineMs, values, signal, kill, localOnly } = request;
  const alone = localOnly === true ? confined(program.file, program.args, ports.host) : {};
  if (alone === undefined) return unconfined(request, unconfinable(request.tool, ports.host) ?? '');
  try {
    const result = await ports.run({
      ...program,
      ...alone,
      cwd,
      deadlineMs,
      values,
      ...(signal === undefined ? {} : { signal }),
      ...(kill === undefined ? {} : { kill }),
    });
    const { stderr, exitCode } = result;
    if (localOnly === true && exitCode !== 0 && confinementFailure.test(stderr)) {
      return unconfined(request, oneLine(stderr));
    }
    return { result };
  } catch (error) {
    return { failure: startFailure(request, program.file, error) };
  }
}

function unconfined({ tool }: AdapterRequest, why: string): { failure: Failure } {
  const message = `${tool.name} cannot be kept from the network: ${why}`;
  return { failure: { class: 'FAILED_PRECONDITION', message } };
}

function startFailure({ tool }: AdapterRequest, file: string, error: unknown): Failure {
  if (!isAimError(error)) throw error;
  switch (error.code) {
    case 'run.not_found':
      return {
        class: 'TOOL_NOT_FOUND',
        message: error.message,
        ...nextStep(tool, 'TOOL_NOT_FOUND'),
      };
    case 'run.not_executable':
      return { class: 'TOOL_NOT_FOUND', message: error.message, action: `chmod +x ${file}` };
    case 'run.failed':
      return { class: 'RESOURCE_LIMIT', message: error.message };
    default:
      throw error;
  }
}
