import type { KeyCopy, KeyPlace, PlaceView } from './types.js';

/** The places that hold another value than the vault, and those that repeat it in plaintext. */
export function copiesOf(places: readonly KeyPlace[]): { stale: KeyCopy[]; copies: KeyCopy[] } {
  const all = places.flatMap(held);
  const only = (wanted: PlaceView['same']) =>
    all.flatMap(({ same, ...copy }) => (same === wanted ? copy : []));
  return { stale: only('no'), copies: only('yes') };
}

function held(place: KeyPlace): (KeyCopy & Pick<PlaceView, 'same'>)[] {
  const { rank, where, file, line, alone, setIn = [] } = place;
  const { same, version } = alone;
  const at = { ...(file !== undefined && { file }), ...(line !== undefined && { line }) };
  const lines = setIn.map((set) => ({ rank, where: `${set.file}:${set.line}`, ...set }));
  // The line of a shell's file is where the variable has its value from.
  const isTold = lines.some((set) => set.same === same && set.version === version);
  const own = { rank, where, ...at, same, ...(version !== undefined && { version }) };
  return isTold ? lines : [own, ...lines];
}
