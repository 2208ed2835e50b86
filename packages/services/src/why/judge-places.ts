import type { FoundPlace, KeyPlace, PlaceState, PlaceView, Winner } from './types.js';

/** What a way of starting the tool gives for a variable: a text, or a secret that is not read. */
export type VariableSource = { text: string } | { secret: string } | undefined;

/** How a text is held against the vault. */
export type Compare = (text: string) => { same: PlaceView['same']; version?: number };

export interface Judging {
  run: (variable: string) => VariableSource;
  alone: (variable: string) => VariableSource;
  compare: Compare;
  /** The secret that the question is about; null when none is stored. */
  secret: string | null;
}

/** Which place wins in each way of starting. Pure; the values stay behind. */
export function judgePlaces(found: readonly FoundPlace[], judging: Judging): KeyPlace[] {
  const run = views(found, judging, judging.run);
  const alone = views(found, judging, judging.alone);
  return found.map((place, index) => ({
    rank: index + 1,
    ...toldOf(place),
    run: run[index] as PlaceView,
    alone: alone[index] as PlaceView,
  }));
}

type Told = Omit<FoundPlace, 'reading' | 'sure' | 'comparable' | 'passedOver'>;

const toldNames: ReadonlySet<string> = new Set<keyof Told>([
  'from',
  'where',
  'file',
  'line',
  'at',
  'variables',
  'when',
  'notes',
]);

function toldOf(place: FoundPlace): Told {
  const told = Object.entries(place).filter(([name]) => toldNames.has(name));
  return Object.fromEntries(told) as unknown as Told;
}

/** The place that surely wins, else the first that may. */
export function winnerOf(places: readonly KeyPlace[], way: 'run' | 'alone'): Winner | null {
  const sure = places.find((place) => place[way].wins === 'yes');
  const maybe = places.filter((place) => place[way].wins === 'maybe');
  const best = sure ?? maybe[0];
  if (best === undefined) return null;
  const { rank, where } = best;
  const others = maybe.filter((place) => place !== best);
  return { rank, where, sure: sure !== undefined, unless: others.map((other) => other.rank) };
}

function views(
  found: readonly FoundPlace[],
  judging: Judging,
  source: Judging['run'],
): PlaceView[] {
  let isDecided = false;
  return found.map((place) => {
    const view = viewOf(place, judging, source);
    if (isDecided || !mayHold(place, view.state)) return { ...view, wins: 'no' };
    const isSure = view.state === 'holds' && place.sure && place.when === undefined;
    isDecided = isSure;
    return { ...view, wins: isSure ? 'yes' : 'maybe' };
  });
}

function mayHold({ from, passedOver }: FoundPlace, state: PlaceState): boolean {
  if (passedOver || from === 'flag' || from === 'login') return false;
  return state === 'holds' || state === 'unknown' || state === 'not-checked';
}

function viewOf(
  { reading, sure, comparable }: FoundPlace,
  { compare, secret }: Judging,
  source: Judging['run'],
): Omit<PlaceView, 'wins'> {
  if (reading.kind === 'state') return { state: reading.state, same: 'unknown' };
  const given = reading.kind === 'text' ? { text: reading.text } : firstOf(reading.names, source);
  if (given === undefined) return { state: 'absent', same: 'unknown' };
  if ('secret' in given) {
    const same = given.secret === secret ? 'yes' : 'unknown';
    return { state: 'holds', same, secret: given.secret };
  }
  if (given.text === '') return { state: 'empty', same: 'unknown' };
  const compared = compare(given.text);
  const isOther = compared.same === 'no' && compared.version === undefined;
  // Another value is a fault only where the place is surely of this key.
  const same = isOther && !(sure && comparable) ? 'unknown' : compared.same;
  return { state: 'holds', ...compared, same };
}

function firstOf(names: readonly string[], source: Judging['run']): VariableSource {
  for (const name of names) {
    const given = source(name);
    if (given !== undefined) return given;
  }
  return undefined;
}
