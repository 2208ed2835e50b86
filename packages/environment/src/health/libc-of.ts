import { readSection } from '../owners/binary-section.js';

/** The C library that a program of Linux is linked to; null for any other, and a static one. */
export function libcOf(program: string): 'glibc' | 'musl' | null {
  const loader = readSection(program, ['.interp'], 256)?.toString('latin1');
  if (loader === undefined) return null;
  return loader.includes('musl') ? 'musl' : 'glibc';
}
