const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOENT: 'no such file or folder',
  ENOTDIR: 'no such file or folder',
  EIO: 'the disk reports an error',
  ELOOP: 'a link took its place',
  EMFILE: 'too many open files',
  ENAMETOOLONG: 'its path is too long for the system',
};

/** The reason why a file cannot be read, as the end of a sentence. */
export function problemText(code: string | undefined): string {
  return (code !== undefined && reasons[code]) || `the system says ${code ?? 'nothing'}`;
}
