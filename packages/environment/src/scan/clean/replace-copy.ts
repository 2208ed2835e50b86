import { fileError, isMissing, systemCode } from '@aim/core';
import * as fs from 'node:fs';
import { basename, dirname } from 'node:path';
import { changed, holdFolder, identityOf, type HeldFolder } from './held-folder.js';
import type { LinkItem } from './journal.js';
import { hashOf, isUnwritten, type Proof } from './same-bytes.js';

/**
 * Puts a link or a clone of the kept file in the place of a copy. The copy keeps another name until
 * it is known that nobody wrote to it meanwhile; then its blocks go free. What is at the path is
 * whole at every moment.
 *
 * @throws AimError `scan.changed` when somebody wrote to the copy, which is then back in its place
 */
export function replaceCopy(item: LinkItem, proof: Proof): void {
  withFolder(item, (entry) => {
    const [copy, draft, backup] = [entry(item.path), entry(item.draft), entry(item.backup)];
    if (identityOf(copy) !== item.identity)
      throw changed(item.path, 'something else lies there now');
    if (!isUnwritten(copy, proof.copy)) throw changed(item.path, 'somebody wrote to it');
    makeDraft(item, draft);
    fs.linkSync(copy, backup);
    fs.renameSync(draft, copy);
    const isSame = identityOf(backup) === item.identity && isUnwritten(backup, proof.copy);
    if (!isSame || !isUnwritten(item.kept, proof.kept)) {
      fs.renameSync(backup, copy);
      throw changed(item.path, `somebody wrote to it, or to ${item.kept}`);
    }
    fs.unlinkSync(backup);
  });
}

/** How a copy is: itself, replaced, or replaced with its blocks still there. */
export function linkState({ path, backup, identity }: LinkItem): 'here' | 'replaced' | 'halfway' {
  if (identityOf(path) === identity) return 'here';
  return identityOf(backup) === identity ? 'halfway' : 'replaced';
}

/** Ends what a killed AIM began: the copy is itself again, and nothing lies beside it. */
export function settleCopy(item: LinkItem): void {
  const state = linkState(item);
  withFolder(item, (entry) => {
    if (state === 'halfway') fs.renameSync(entry(item.backup), entry(item.path));
    else if (identityOf(entry(item.backup)) === item.identity) fs.unlinkSync(entry(item.backup));
    fs.rmSync(entry(item.draft), { force: true });
  });
}

/**
 * Makes a further name a file of its own again, with the bytes, mode and time that the copy had.
 *
 * @throws AimError `scan.changed` when the content is not what it was
 */
export function unlinkCopy(item: LinkItem): void {
  const { path, draft, mode, modifiedMs, sha256 } = item;
  withFolder(item, (entry) => {
    fs.rmSync(entry(draft), { force: true });
    fs.copyFileSync(entry(path), entry(draft), fs.constants.COPYFILE_EXCL);
    if (hashOf(entry(draft)) !== sha256) {
      fs.rmSync(entry(draft), { force: true });
      throw changed(path, 'its content is not what it was');
    }
    giveLooks(entry(draft), { mode, modifiedMs });
    syncFile(entry(draft));
    fs.renameSync(entry(draft), entry(path));
  });
}

function makeDraft(item: LinkItem, draft: string): void {
  const { kind, kept, keptIdentity, path } = item;
  fs.rmSync(draft, { force: true });
  if (kind === 'hard-link') {
    withFolder({ path: kept }, (entry) => fs.linkSync(entry(kept), draft));
    if (identityOf(draft) === keptIdentity) return;
  } else {
    cloneFile(kept, draft, path);
    giveLooks(draft, item);
    if (hashOf(draft) === item.sha256) return;
  }
  fs.rmSync(draft, { force: true });
  throw changed(path, `${kept} is not what it was`);
}

function cloneFile(from: string, to: string, path: string): void {
  const { COPYFILE_EXCL, COPYFILE_FICLONE_FORCE } = fs.constants;
  try {
    fs.copyFileSync(from, to, COPYFILE_EXCL | COPYFILE_FICLONE_FORCE);
  } catch (error) {
    fs.rmSync(to, { force: true });
    const cannot = ['ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'ENOTTY', 'EINVAL', 'EXDEV'];
    if (!cannot.includes(systemCode(error) ?? '')) throw error;
    throw changed(path, 'its file system does not share blocks; --link hard does it another way');
  }
}

function giveLooks(
  path: string,
  { mode, modifiedMs }: Pick<LinkItem, 'mode' | 'modifiedMs'>,
): void {
  fs.chmodSync(path, mode);
  fs.utimesSync(path, new Date(), modifiedMs / 1000);
}

function syncFile(path: string): void {
  const handle = fs.openSync(path, 'r');
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

/** Does something in the folder of a file, with names of it by their whole paths. */
function withFolder(
  { path }: Pick<LinkItem, 'path'>,
  work: (entry: (path: string) => string) => void,
): void {
  let folder: HeldFolder | undefined;
  try {
    const held = holdFolder(dirname(path));
    folder = held;
    work((each) => held.entry(basename(each)));
  } catch (error) {
    throw isMissing(error)
      ? changed(path, 'it is not there any more')
      : fileError('write', path, error);
  } finally {
    folder?.close();
  }
}
