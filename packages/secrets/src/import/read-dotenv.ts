import { AimError, decodeText } from '@aim/core';
import { parseDotenv, type DotenvProblem } from './dotenv.js';
import { readSource, sourceLimits, tooLarge } from './read-source.js';
import type { ImportSource, Reading } from './source.js';

/**
 * What a `.env` file holds; refused whole when any of it cannot be trusted.
 *
 * @throws AimError `import.invalid` with path and line; as `readSource`
 */
export async function readDotenv({
  path,
  bytes,
}: Extract<ImportSource, { from: 'dotenv' }>): Promise<Reading> {
  const read =
    bytes === undefined ? await readSource(path, sourceLimits) : { bytes, isFile: false };
  if (read.bytes.length > sourceLimits.maxBytes) throw tooLarge(path, sourceLimits.maxBytes);
  if (/^(?:age-encryption\.org\/|-----BEGIN AGE )/.test(startOf(read.bytes))) {
    throw new AimError('usage.invalid', `${path} is an age file, not a .env file`, {
      hint: `aim secrets import --from backup ${path}`,
      details: { path },
    });
  }
  const decoded = decodeText(read.bytes);
  if (!('text' in decoded)) throw invalid(path, [decoded]);
  const { entries, problems } = parseDotenv(decoded.text);
  const failures = problems.filter(({ severity }) => severity === 'fail');
  if (failures.length > 0) throw invalid(path, failures);
  return {
    candidates: entries,
    skipped: [],
    notes: problems.flatMap(({ name, line, message }) =>
      name === undefined ? [] : [{ name, message: `${path}:${line}: ${name}: ${message}` }],
    ),
    ...(read.isFile && { plaintext: path }),
  };
}

function startOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, 40)).toString('latin1');
}

/** The error for a file of which nothing is imported; `details.problems` has the first 20. */
function invalid(path: string, problems: Pick<DotenvProblem, 'line' | 'message'>[]): AimError {
  const [{ line, message }] = problems as [DotenvProblem];
  const more = problems.length === 1 ? '' : `, and ${problems.length - 1} more lines are wrong`;
  return new AimError('import.invalid', `${path}:${line}: ${message}${more}`, {
    hint: 'Nothing was imported. Mend the line; a value of many lines stands between quotes',
    details: {
      path,
      line,
      problems: problems.slice(0, 20).map((each) => ({ line: each.line, message: each.message })),
    },
  });
}
