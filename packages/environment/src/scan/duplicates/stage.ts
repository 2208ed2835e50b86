import { createPathReader } from '../walk/path-of.js';
import { cell, isStopped, progressOf, progressTellerOf, type Share } from '../walk/share.js';
import type { Comparison, CompareProblem } from './comparison.js';
import { createRanges, type RangePlan } from './ranges.js';
import { createSamples } from './samples.js';
import { createSmallGroups } from './small-groups.js';

/** Work that all threads do together. Plain data with shared memory: it goes to other threads. */
export type Stage =
  | { kind: 'first'; small: Comparison; large: Comparison }
  | { kind: 'ranges'; comparison: Comparison; plan: RangePlan };

/** The part of one thread in a stage. */
export interface StageWork {
  /** Works until the deadline (of `performance.now()`) or until nothing is left to take. */
  work: (deadline: number) => 'more' | 'over';
  problems: CompareProblem[];
}

/** Each thread takes the next piece that nobody has taken. */
export function createStageWork(share: Share, thread: number, stage: Stage): StageWork {
  const { pieces, problems } =
    stage.kind === 'first' ? firstPieces(stage) : rangePieces(share, stage);
  const tell = progressTellerOf(share, thread);
  const work = (deadline: number) => {
    do {
      if (isStopped(share)) return 'over';
      const piece = Atomics.add(share.control, cell.cursor, 1);
      const done = pieces(piece);
      if (done === undefined) return 'over';
      tell(progressOf.readBytes, done);
    } while (performance.now() < deadline);
    return 'more';
  };
  return { work, problems };
}

interface Pieces {
  /** Does a piece and answers the bytes read; undefined beyond the last. */
  pieces: (piece: number) => number | undefined;
  problems: CompareProblem[];
}

const groupsAtOnce = 16;
const samplesAtOnce = 16;

function firstPieces({ small, large }: Extract<Stage, { kind: 'first' }>): Pieces {
  const problems: CompareProblem[] = [];
  const groups = createSmallGroups(small, createPathReader(small.table, small.separator), problems);
  const samples = createSamples(large, createPathReader(large.table, large.separator), problems);
  const groupCount = small.starts.length - 1;
  const groupPieces = Math.ceil(groupCount / groupsAtOnce);
  const pieces = (piece: number) => {
    if (piece < groupPieces) {
      return sumOver(groups.compare, {
        from: piece * groupsAtOnce,
        count: groupsAtOnce,
        end: groupCount,
      });
    }
    const from = (piece - groupPieces) * samplesAtOnce;
    if (from >= large.members.length) return undefined;
    return sumOver(samples.take, { from, count: samplesAtOnce, end: large.members.length });
  };
  return { pieces, problems };
}

function rangePieces(
  share: Share,
  { comparison, plan }: Extract<Stage, { kind: 'ranges' }>,
): Pieces {
  const paths = createPathReader(comparison.table, comparison.separator);
  const ranges = createRanges({ comparison, plan, paths, isStopped: () => isStopped(share) });
  return {
    pieces: (piece) => (piece < plan.ranges.length ? ranges.compare(piece) : undefined),
    problems: ranges.problems,
  };
}

interface Span {
  from: number;
  count: number;
  /** Where all end, which may be before `from + count`. */
  end: number;
}

function sumOver(of: (index: number) => number, { from, count, end }: Span): number {
  let sum = 0;
  for (let index = from; index < Math.min(from + count, end); index += 1) sum += of(index);
  return sum;
}
