import { mayWrite } from '../plan/permission.js';
import { takeSnapshot } from '../workspace/snapshot.js';
import type { Tool } from '../tools/tool.js';
import type { Failure } from '../classify/failure.js';
import type { Attempt } from './result.js';
import type { RunningJob } from './running-job.js';

/** Takes a snapshot before the first tool that may change files, where the job wants one. */
export async function snapshotBefore(job: RunningJob, tool: Tool): Promise<Failure | undefined> {
  const { request, ports } = job;
  if (request.restore !== true || job.snapshot !== undefined) return undefined;
  if (!mayWrite(tool, request.permission)) return undefined;
  const snapshot = await takeSnapshot(request.cwd, ports);
  if ('refused' in snapshot) {
    const message = `The workspace could not be restored later: ${snapshot.refused}`;
    return { class: 'FAILED_PRECONDITION', message };
  }
  job.snapshot = snapshot;
  return undefined;
}

/**
 * Puts back what a failed attempt has changed. True when the workspace is as it was, so that another
 * tool may begin. What a user has cancelled stays for the user to look at.
 */
export async function restoreAfter(
  { request, ports, course, snapshot }: RunningJob,
  tool: Tool,
  { outcome, error }: Attempt,
): Promise<boolean> {
  if (snapshot === undefined || !mayWrite(tool, request.permission)) return false;
  if (outcome === 'not_started' || error?.class === 'CANCELLED') return false;
  const restored = await snapshot.restore();
  if ('refused' in restored) {
    course.warnings.push(`What ${tool.id} changed is still there: ${restored.refused}`);
    return false;
  }
  const { files, tree } = restored;
  ports.onEvent?.({ type: 'workspace_restored', tool: tool.id, files, tree });
  if (tree !== null) {
    course.warnings.push(
      `${tool.id} had changed ${files.length === 1 ? '1 file' : `${files.length} files`}, which were put back; git has what was there: git diff-tree -r -p HEAD ${tree}`,
    );
  }
  return true;
}
