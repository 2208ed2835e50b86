const form =
  /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(alpha|beta|preview|pre|rc|a|b|c)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(post|rev|r)[-_.]?(\d*))?(?:[-_.]?(dev)[-_.]?(\d*))?(?:\+[a-z0-9]+(?:[-_.][a-z0-9]+)*)?$/;

/**
 * The order of Python's versions by PEP 440: negative, zero or positive; null when either is none.
 * Local parts (`+cu121`) say how a version was built, and do not count.
 */
export function comparePep440(a: string, b: string): number | null {
  const [left, right] = [sortKey(a), sortKey(b)];
  if (left === undefined || right === undefined) return null;
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const order = (left[index] ?? 0) - (right[index] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}

/** One text for all spellings of a version; undefined for a text that is none. */
export function pep440Key(version: string): string | undefined {
  return sortKey(version)?.join('.');
}

/** A version that comes before its final release, such as `2.0rc1` or `2.0.dev3`. */
export function isPythonPreRelease(version: string): boolean {
  return /(?:a|b|c|rc|alpha|beta|pre|preview|dev)[-_.]?\d*(?:\+|$)/i.test(version);
}

const phases: Record<string, number> = { a: 0, alpha: 0, b: 1, beta: 1 };
const candidate = 2;
const final = 3;
/** As long as any release that somebody wrote, so that what follows it stands at one place. */
const releaseParts = 16;

/** Numbers that rank as the version does. */
function sortKey(text: string): number[] | undefined {
  const found = form.exec(text.trim().toLowerCase());
  if (found === null) return undefined;
  const [, epoch = '0', release = '', phase, phaseNumber, implicit, post, postNumber, dev] = found;
  const parts = release.split('.').map(Number);
  if (parts.length > releaseParts) return undefined;
  const isPost = implicit !== undefined || post !== undefined;
  // 1.0.dev1 comes before 1.0a1; 1.0a1.dev1 and 1.0.post1.dev1 just before what they lead to.
  const rank = phase === undefined ? (dev && !isPost ? -1 : final) : (phases[phase] ?? candidate);
  return [
    Number(epoch),
    ...Array.from({ length: releaseParts }, (_, index) => parts[index] ?? 0),
    rank,
    Number(phaseNumber || '0'),
    isPost ? 1 : 0,
    Number(implicit ?? (postNumber || '0')),
    dev === undefined ? 1 : 0,
    Number(found[9] || '0'),
  ];
}
