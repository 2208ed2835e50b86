import { join } from 'node:path';
import { entryAt, headOf } from '../../health/look-at-files.js';

const signature = 'Signature: 8a477f597d28d172789f06886806bc55';

/** True for a folder that its program marked as a cache (https://bford.info/cachedir). */
export function hasCacheTag(folder: string): boolean {
  const tag = join(folder, 'CACHEDIR.TAG');
  return entryAt(tag)?.isFile() === true && headOf(tag, signature.length) === signature;
}
