import { AimError, isAimError, knownKeyNames } from '@aim/core';
import { setSecret, type NewSecret, type SetResult } from '../manager/change-secret.js';
import { compareStored, type StoreAction } from '../manager/compare-stored.js';
import type { SecretsContext } from '../manager/secrets-context.js';
import { canonicalName } from '../secret-name.js';
import { checkSecretValue } from '../secret-value.js';
import { readImport } from './read-import.js';
import { select } from './select.js';
import type {
  Candidate,
  ImportNote,
  ImportSelection,
  ImportSource,
  Skipped,
  SkipReason,
} from './source.js';

export interface ImportOptions extends ImportSelection {
  /** Replaces values that differ; each of them becomes a version. */
  force?: boolean;
}

/** What is done with one name of the source. */
export interface ImportStep {
  name: string;
  action: StoreAction | 'skip';
  /** Why it is passed over; only with `skip`. */
  reason?: SkipReason;
  /** Of a `.env` file. */
  line?: number;
}

/** What importing does; never a value. */
export interface ImportPlan {
  from: ImportSource['from'];
  /** Null for the environment and for the keyring's own list. */
  path: string | null;
  steps: ImportStep[];
}

export interface OpenedImport {
  plan: ImportPlan;
  /** Of the names that are not passed over. */
  notes: ImportNote[];
  /** A file that holds values of the plan as plain text. */
  plaintext: string | null;
  /**
   * Stores what the plan adds and replaces. Can be repeated: what was stored before a failure is
   * the same the next time.
   *
   * @param stored - hears of each
   * @throws AimError as `setSecret`
   */
  apply: (stored: (result: SetResult) => void) => Promise<void>;
}

/** Reads a source once, plans, and keeps the values for `apply`. */
export async function openImport(
  context: SecretsContext,
  source: ImportSource,
  { force = false, ...selection }: ImportOptions,
): Promise<OpenedImport> {
  const reading = await readImport(context, source, selection);
  const { wanted, skipped } = select(reading, {
    ...selection,
    isMixed: source.from === 'dotenv' || source.from === 'env',
    knownKeys: knownKeyNames(context.catalogue()),
    canonical: (name) => canonicalName(name, context.catalogue),
  });
  wanted.forEach(checkValue);
  const actions = await compareStored(context, wanted, force);
  const changes = wanted.filter((_, i) => actions[i] === 'add' || actions[i] === 'replace');
  const names = new Set(wanted.map(({ name }) => name));
  return {
    plan: {
      from: source.from,
      path: 'path' in source ? (source.path ?? null) : null,
      steps: [
        ...wanted.map(({ name, line }, i) => ({
          name,
          action: actions[i] as StoreAction,
          ...(line !== undefined && { line }),
        })),
        ...passedOver(source, selection, skipped),
      ],
    },
    notes: reading.notes.filter(({ name }) => name === undefined || names.has(name)),
    plaintext: wanted.length > 0 ? (reading.plaintext ?? null) : null,
    apply: async (stored) => {
      for (const change of changes) stored(await setSecret(context, newSecret(change)));
    },
  };
}

/** The many variables of an environment that are no credentials would only hide those that are. */
function passedOver(
  { from }: ImportSource,
  { only }: ImportSelection,
  skipped: readonly Skipped[],
): ImportStep[] {
  if (from === 'env' && only === undefined) return [];
  return skipped.map((each) => ({ ...each, action: 'skip' }));
}

function newSecret({ name, value, description, createdAt, expiresAt }: Candidate): NewSecret {
  const details = {
    ...(description !== undefined && { description }),
    ...(createdAt !== undefined && { createdAt }),
    ...(expiresAt !== undefined && { expiresAt }),
  };
  return { name, value, details };
}

function checkValue({ name, value }: Candidate): void {
  try {
    checkSecretValue(value);
  } catch (error) {
    if (!isAimError(error)) throw error;
    throw new AimError(error.code, `${name}: ${error.message}`, {
      hint: 'Nothing was imported. Name the others with --only NAME',
      details: { name },
    });
  }
}
