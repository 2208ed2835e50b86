import { systemCode } from '@aim/core';
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Copies a folder as hard links where the file system has them: quick, and the same bytes. */
export function linkFolder(from: string, to: string): void {
  fs.mkdirSync(to, { recursive: true });
  for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkFolder(source, target);
    else if (entry.isSymbolicLink()) fs.symlinkSync(fs.readlinkSync(source), target);
    else linkFile(source, target);
  }
}

function linkFile(source: string, target: string): void {
  try {
    fs.linkSync(source, target);
  } catch {
    fs.copyFileSync(source, target);
  }
}

/** Copies a folder, whole or not at all: `to` appears when everything is in it. */
export function copyFolder(from: string, to: string): void {
  const draft = `${to}.draft`;
  fs.rmSync(draft, { recursive: true, force: true });
  fs.mkdirSync(dirname(to), { recursive: true });
  fs.cpSync(from, draft, {
    recursive: true,
    verbatimSymlinks: true,
    preserveTimestamps: true,
    mode: fs.constants.COPYFILE_FICLONE,
  });
  fs.renameSync(draft, to);
}

const retries = 5;

/**
 * Renames a folder. On Windows a virus scanner, or a program that runs, may hold a file in it: it is
 * tried again for some 3 s.
 */
export async function moveFolder(from: string, to: string, rename = fs.renameSync): Promise<void> {
  fs.mkdirSync(dirname(to), { recursive: true });
  for (let attempt = 0; ; attempt++) {
    try {
      rename(from, to);
      return;
    } catch (error) {
      const code = systemCode(error);
      const isHeld = code === 'EPERM' || code === 'EBUSY' || code === 'EACCES';
      if (!isHeld || attempt === retries) throw error;
      await sleep(100 * 2 ** attempt);
    }
  }
}

export function removeFolder(folder: string): void {
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** Removes what was kept of a step, with the folder that held it alone. */
export function removeKept(folder: string): void {
  removeFolder(/^.*[\\/]\.aim[\\/]kept[\\/][^\\/]+/.exec(folder)?.[0] ?? folder);
}
