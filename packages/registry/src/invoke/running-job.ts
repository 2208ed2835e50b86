import type { RoutePlan } from '../plan/route-plan.js';
import type { Registry } from '../tools/build-registry.js';
import type { Tool } from '../tools/tool.js';
import type { Snapshot } from '../workspace/snapshot.js';
import type { Answer } from './adapter.js';
import { answered, failed, type Course } from './conclude.js';
import type { InvokePorts, InvokeRequest } from './request.js';
import type { InvokeError, InvokeResult } from './result.js';

/** An invocation that is under way. */
export interface RunningJob {
  request: InvokeRequest;
  ports: InvokePorts;
  course: Course;
  totalMs: number;
  leftMs: () => number;
  /** The workspace as it was before a tool could change it, where it is to be restored. */
  snapshot?: Snapshot;
  /** How often each failure domain has failed in it, by key. */
  failures: Map<string, number>;
  succeed: (answer: Answer) => InvokeResult;
  /** @param stopper - what ended it; null when every tool of the chain had its turn */
  fail: (stopper: InvokeError | null) => InvokeResult;
}

const defaultDeadlineMs = 600_000;

export function startJob(request: InvokeRequest, ports: InvokePorts): RunningJob {
  const begun = ports.host.now().getTime();
  const elapsedMs = () => Math.max(0, ports.host.now().getTime() - begun);
  const totalMs = request.deadlineMs ?? defaultDeadlineMs;
  const course: Course = {
    request,
    plan: request.plan,
    tools: chainOf(request.plan, ports.registry),
    attempts: [],
    warnings: [],
  };
  const told = () => {
    course.warnings.push(...(ports.breakers?.warnings() ?? []));
    return course;
  };
  return {
    request,
    ports,
    course,
    totalMs,
    leftMs: () => totalMs - elapsedMs(),
    failures: new Map(),
    succeed: (answer) => answered(told(), elapsedMs(), answer),
    fail: (stopper) => failed(told(), elapsedMs(), stopper),
  };
}

function chainOf(plan: RoutePlan, registry: Registry): Tool[] {
  return [...new Set(plan.chain)].map((id) => {
    const tool = registry.tools.get(id);
    if (tool === undefined) throw new Error(`The plan names ${id}, which is not registered`);
    return tool;
  });
}
