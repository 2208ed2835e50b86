// A lock over processes that needs nothing but Node: a folder is made atomically on every platform.
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A lock gets its owner at once; without one for this long, its maker died. */
const ownerlessMs = 10_000;
/** An installation takes minutes at most. */
const patienceMs = 15 * 60_000;

/** Runs `work` while no other process runs its own under the same lock. */
export async function withFolderLock(folder, work) {
  await acquire(folder);
  const release = () => rmSync(folder, { recursive: true, force: true });
  // The work may end the process with a message.
  process.once('exit', release);
  try {
    writeFileSync(join(folder, 'owner'), markOf(process.pid));
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

async function acquire(folder) {
  mkdirSync(dirname(folder), { recursive: true });
  const deadline = Date.now() + patienceMs;
  let told = false;
  while (!tryMakeFolder(folder)) {
    if (!told) process.stderr.write('aim: waiting for another start to finish …\n');
    told = true;
    removeIfAbandoned(folder);
    if (Date.now() > deadline) {
      process.stderr.write(
        `aim: another start does not finish; if none is running, remove ${folder}\n`,
      );
      process.exit(7);
    }
    await sleep(200);
  }
}

function tryMakeFolder(folder) {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Moved away first and looked at again: in between it may have become somebody's new lock. */
function removeIfAbandoned(folder) {
  const owner = readIfExists(join(folder, 'owner'));
  const age = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  const isAbandoned = owner ? !isAlive(owner) : age > ownerlessMs;
  if (!isAbandoned) return;
  const aside = `${folder}.${process.pid}`;
  try {
    renameSync(folder, aside);
  } catch {
    return;
  }
  if (readIfExists(join(aside, 'owner')) === owner) rmSync(aside, { recursive: true, force: true });
  else renameSync(aside, folder);
}

/** A process id and when that process began, since ids are given again. */
export function markOf(pid) {
  const stat = readIfExists(`/proc/${pid}/stat`) ?? '';
  return `${pid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''}`;
}

function isAlive(owner) {
  const pid = Number(owner.split(' ')[0]);
  // We are waiting: a lock that bears our id is that of an earlier process.
  if (pid === process.pid || markOf(pid) !== owner) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function readIfExists(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
