// A thread that helps a scan: it walks with the others, and then compares what it is told.
import { parentPort, workerData } from 'node:worker_threads';
import { cell, mailState, type Share } from '../walk/share.js';
import { createWalker, type WalkOptions } from '../walk/walker.js';
import type { HelperAnswer } from './helpers.js';
import { createStageWork, type Stage } from './stage.js';

const { share, thread, options } = workerData as {
  share: Share;
  thread: number;
  options: WalkOptions;
};

function answer(message: HelperAnswer): void {
  parentPort?.postMessage(message);
}

parentPort?.on('message', (stage: Stage) => {
  const { work, problems } = createStageWork(share, thread, stage);
  work(Infinity);
  answer({ kind: 'compared', problems });
});

answer({ kind: 'ready' });
const walker = createWalker(share, thread, { ...options, start: [] });
for (;;) {
  const state = walker.work(Infinity);
  if (state === 'over') break;
  Atomics.wait(share.control, cell.mail, mailState.empty, 1);
}
answer({ kind: 'walked', table: walker.table, problems: walker.problems });
