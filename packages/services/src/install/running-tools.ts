import { sessionsOf, type InstallPorts, type PlannedStep } from '@aim/environment';

/** A tool that runs while a plan would change it. */
export interface RunningTool {
  tool: string;
  pids: number[];
}

/** Those of the steps whose tool is running now. */
export async function runningTools(
  steps: readonly PlannedStep[],
  ports: Pick<InstallPorts, 'host' | 'tools'>,
): Promise<RunningTool[]> {
  const found: RunningTool[] = [];
  for (const step of steps) {
    if (step.action === 'install') continue;
    const sessions = await sessionsOf(step, ports);
    if (sessions.length > 0) {
      found.push({ tool: step.tool, pids: sessions.map(({ pid }) => pid) });
    }
  }
  return found;
}
