import { isAimError, protections, secretStores, type StoreId } from '@aim/core';
import type { SecretStore } from '../store/secret-store.js';
import type { SecretsContext } from './secrets-context.js';

export interface PlaceRequest {
  name: string;
  value: string;
  /** The store that the name has already, whatever is chosen for new ones. */
  bound: StoreId | undefined;
  /** Called before the value of a new name goes into a store that can be written. */
  announce: (store: StoreId) => Promise<void>;
}

export interface Placed {
  store: SecretStore;
  /** `recorded`: the name has its store already. */
  chosenBy: 'auto' | 'explicit' | 'recorded';
  /** What the user should know of that choice. */
  note?: string;
}

/** Puts the value where the name belongs; for a new name, where the choice says. */
export async function placeSecret(context: SecretsContext, request: PlaceRequest): Promise<Placed> {
  const { name, value, bound } = request;
  const choice = await context.choice();
  if (bound !== undefined) {
    const store = await context.store(bound);
    await store.set(name, value);
    return { store, chosenBy: 'recorded', ...noteOf(store) };
  }
  if (choice === 'auto') return placeByItself(context, request);
  const store = await placeIn(choice, context, request);
  return { store, chosenBy: 'explicit', ...noteOf(store) };
}

/** Only a keychain that is not there is replaced; one that is locked or silent is an error. */
async function placeByItself(context: SecretsContext, request: PlaceRequest): Promise<Placed> {
  try {
    return { store: await placeIn('keychain', context, request), chosenBy: 'auto' };
  } catch (error) {
    if (!isAimError(error) || error.code !== 'secret.unavailable') throw error;
    // A new file vault asks the keychain once more, for its key: one that refused this value as
    // such may hold the key, and one that is not there says so again at once.
    const store = await placeIn('file', context, request);
    const note = `${error.details?.['reason']}; ${sealedWords(store)}`;
    return { store, chosenBy: 'auto', note };
  }
}

async function placeIn(
  id: StoreId,
  context: SecretsContext,
  { name, value, announce }: PlaceRequest,
): Promise<SecretStore> {
  const store = await context.store(id);
  if (secretStores[id].writable) await announce(id);
  await store.set(name, value);
  return store;
}

function noteOf(store: SecretStore): Pick<Placed, 'note'> {
  return store.protection() === 'key-file' ? { note: sealedWords(store) } : {};
}

function sealedWords(store: SecretStore): string {
  const protection = store.protection();
  const advice = protection === 'key-file' ? ' (AIM_PASSPHRASE_FILE adds a passphrase)' : '';
  return `stored in ${secretStores[store.id].words}, ${protections[protection]}${advice}`;
}
