import * as fs from 'node:fs';
import { join } from 'node:path';

/** Hands a prompt over in a file that only the user can read, and removes it in any case. */
export async function withPromptFile<T>(
  tmp: string,
  prompt: string,
  work: (file: string) => Promise<T>,
): Promise<T> {
  // `mkdtemp` makes the folder with mode 0700.
  const folder = fs.mkdtempSync(join(tmp, 'aim-prompt-'));
  try {
    const file = join(folder, 'prompt.md');
    fs.writeFileSync(file, prompt, { mode: 0o600, flag: 'wx' });
    return await work(file);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
