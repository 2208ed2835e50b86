import { grantedPermissions, type GrantedPermission, type NoJobs } from '@aim/core';
import { grantFor, type Tool } from '@aim/registry';

/** How a job reaches a tool. */
export interface JobDetails {
  kind: Tool['adapter']['kind'];
  /** Why it gets none. */
  noJobs: NoJobs | null;
  /** How the prompt gets there; null for a tool that takes none. */
  prompt: 'stdin' | 'file' | 'argument' | 'http' | null;
  /** The form of what it prints. */
  output: string | null;
  /** What proves an answer, in words. */
  evidence: string | null;
  /** The modes that it can promise, from least to most. */
  permissions: GrantedPermission[];
}

export function jobDetails(tool: Tool): JobDetails {
  const { adapter, noJobs = null } = tool;
  const permissions =
    adapter.kind === 'none'
      ? []
      : grantedPermissions.filter((mode) => grantFor(tool, mode)?.mode === mode);
  return { kind: adapter.kind, noJobs, ...formOf(adapter), permissions };
}

function formOf(adapter: Tool['adapter']): Pick<JobDetails, 'prompt' | 'output' | 'evidence'> {
  switch (adapter.kind) {
    case 'headless': {
      const { prompt, output } = adapter.headless ?? {};
      const place = output?.text === undefined ? 'a text' : `a text at ${output.text}`;
      const evidence = `exit code 0 and ${place}`;
      return { prompt: prompt ?? null, output: output?.format ?? null, evidence };
    }
    case 'check': {
      const { output, success } = adapter.check;
      const evidence = `exit code ${success.exitCodes.join(' or ')} and a report`;
      return { prompt: null, output: output.format, evidence };
    }
    case 'script':
      return { prompt: 'stdin', output: 'json', evidence: 'exit code 0 and success: true' };
    case 'http':
      return { prompt: 'http', output: 'json', evidence: 'status 200 and a text' };
    case 'none':
      return { prompt: null, output: null, evidence: null };
  }
}
