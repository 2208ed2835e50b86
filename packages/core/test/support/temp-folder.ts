import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A fresh folder below the system's temporary one, by its real path. */
export function tempFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'aim-test-')));
}
