import { isPlainObject } from '@aim/core';
import { dirname, join } from 'node:path';
import { plainText, readJsonObject } from './read-metadata.js';
import { namesIn, realPathOrNone, whyUnusable } from './read-metadata.js';
import { unusable, type OwnedFile, type OwnerProbe, type Ownership } from './types.js';

/**
 * Homebrew: a formula's keg that has a receipt and this program in its `bin`, or a cask that
 * Homebrew keeps a record of. That the program must be in the keg's `bin` rules out a shim of
 * another manager that Homebrew installed, such as mise.
 */
export const homebrew: OwnerProbe = (file) => formula(file) ?? cask(file);

function formula({ realPath, binary }: OwnedFile): Ownership | undefined {
  const keg = /^.*\/Cellar\/([^/]+)\/([^/]+)(?=\/)/.exec(realPath);
  if (keg === null) return undefined;
  const [folder, name = '', version = ''] = keg;
  const isLinked = ['bin', 'sbin'].some(
    (bin) => realPathOrNone(join(folder, bin, binary)) === realPath,
  );
  if (!isLinked) return undefined;
  const path = join(folder, 'INSTALL_RECEIPT.json');
  const receipt = readJsonObject(path);
  if (receipt.kind !== 'read') return unusable(path, whyUnusable(receipt));
  return {
    channel: 'brew',
    package: name,
    version: stableVersion(receipt.value) ?? version,
    evidence: path,
  };
}

/** What upstream calls the version; the folder's name may end in Homebrew's revision, as `1.2_1`. */
function stableVersion(receipt: Record<string, unknown>): string | null {
  const { source } = receipt;
  if (!isPlainObject(source) || source['spec'] !== 'stable' || !isPlainObject(source['versions']))
    return null;
  return plainText(source['versions']['stable']);
}

function cask({ path, realPath }: OwnedFile): Ownership | undefined {
  const place = /^(.*)\/Caskroom\/([^/]+)\/([^/]+)(?=\/)/.exec(realPath);
  if (place === null) return undefined;
  const [folder, prefix = '', name = '', version = ''] = place;
  const record = join(dirname(folder), '.metadata');
  if (!namesIn(record).includes(version)) return undefined;
  if (realPathOrNone(dirname(path)) !== join(prefix, 'bin')) return undefined;
  return { channel: 'brew-cask', package: name, version, evidence: join(record, version) };
}
