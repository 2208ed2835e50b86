import { isAimError, withLock, type AimPaths } from '@aim/core';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { pause } from '../invoke/retry.js';
import { countLiving, listLiving, putMark } from './marks.js';

/** What jobs wait in line for: a tool, or to run at all. */
export type Line = { of: 'tool'; id: string } | { of: 'jobs' };

/** Running attempts and jobs of a user, over all processes. What a dead process held is free. */
export interface Places {
  /** How many attempts run at a tool now. */
  count: (tool: string) => number;
  /**
   * Takes a place, waiting in line where all are taken, the first who came first. Undefined when
   * none came free in time, when the line is too long, and when the caller gave up. Where nothing
   * can be written, everybody has a place.
   */
  take: (line: Line, wait: Wait) => Promise<Place | undefined>;
}

export interface Place {
  release: () => void;
}

export interface Wait {
  /** How many there are; no end of them unless told. */
  limit?: number | undefined;
  /** The longest wait, in ms. */
  waitMs: number;
  /** Whoever gives up leaves the line at once. */
  signals: readonly (AbortSignal | undefined)[];
  /** Called once, when it has to wait. */
  onWait?: () => void;
}

/** Nobody joins a line of so many. */
const longestLine = 100;
/** How often is looked whether a place came free, in ms. */
const lookEveryMs = 100;
const lockWaitMs = 250;

/** Makes nothing on disk until a place is taken. */
export function openPlaces({ state }: Pick<AimPaths, 'state'>): Places {
  const folder = join(state, 'running');
  const folderOf = (line: Line) =>
    line.of === 'jobs' ? join(folder, 'jobs') : join(folder, 'tools', line.id);
  return {
    count: (id) => countLiving(folderOf({ of: 'tool', id }), 'place'),
    take: async (line, wait) => {
      try {
        return await takePlace(folderOf(line), wait);
      } catch (error) {
        if (!isAimError(error) || error.code === 'lock.busy') throw error;
        return { release: () => undefined };
      }
    },
  };
}

async function takePlace(folder: string, wait: Wait): Promise<Place | undefined> {
  const { limit, waitMs, signals, onWait } = wait;
  if (limit === undefined) return placeIn(folder);
  const until = Date.now() + waitMs;
  let ticket: string | undefined;
  try {
    for (;;) {
      const place = await tryPlace(folder, { limit, ticket });
      if (place !== undefined) return place;
      const isOver = Date.now() >= until || signals.some((signal) => signal?.aborted === true);
      if (isOver || countLiving(folder, 'wait') > longestLine) return undefined;
      if (ticket === undefined) {
        ticket = putMark(folder, 'wait');
        onWait?.();
      }
      await pause(Math.min(lookEveryMs * (0.5 + Math.random()), until - Date.now()), signals);
    }
  } finally {
    if (ticket !== undefined) fs.rmSync(join(folder, ticket), { force: true });
  }
}

interface Turn {
  limit: number;
  /** The name of one's own mark in the line, as soon as there is one. */
  ticket: string | undefined;
}

async function tryPlace(folder: string, turn: Turn): Promise<Place | undefined> {
  if (!isFree(folder, turn)) return undefined;
  try {
    return await withLock(
      join(folder, 'lock'),
      { waitMs: lockWaitMs, what: 'the line of jobs' },
      () => (isFree(folder, turn) ? placeIn(folder) : undefined),
    );
  } catch (error) {
    if (isAimError(error) && error.code === 'lock.busy') return undefined;
    throw error;
  }
}

/** Whether a place is left after those that came before have theirs. */
function isFree(folder: string, { limit, ticket }: Turn): boolean {
  const before = listLiving(folder, 'wait').filter((each) => ticket === undefined || each < ticket);
  return countLiving(folder, 'place') + before.length < limit;
}

function placeIn(folder: string): Place {
  const name = putMark(folder, 'place');
  return { release: () => fs.rmSync(join(folder, name), { force: true }) };
}
