import { isAimError, type CapturedResult, type CapturedRun } from '@aim/core';
import type { Failure } from '../../classify/failure.js';
import { nextStep } from '../../classify/next-step.js';
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
  const { cwd, deadlineMs, values, signal, kill } = request;
  try {
    const result = await ports.run({
      ...program,
      cwd,
      deadlineMs,
      values,
      ...(signal === undefined ? {} : { signal }),
      ...(kill === undefined ? {} : { kill }),
    });
    return { result };
  } catch (error) {
    return { failure: startFailure(request, program.file, error) };
  }
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
