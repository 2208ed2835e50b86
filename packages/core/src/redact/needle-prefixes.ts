import { bytesBy } from './families.js';
import type { FamilyNeedles } from './needles.js';

/** An automaton that knows the first symbols of all needles. */
export interface Prefixes {
  /** The state after a state and a byte, at `state << 8 | byte`. */
  next: Uint16Array;
  root: number;
}

/** No needle begins so. */
export const failed = 0;
/** One may: it is not known further. */
export const reached = 1;

const depth = 4;
const mostStates = 1024;

interface Position {
  family: FamilyNeedles;
  n: number;
  length: number;
}

export function createPrefixes(families: readonly FamilyNeedles[]): Prefixes {
  const states: Position[][] = [[], []];
  const numbers = new Map<string, number>();
  const numberOf = (positions: Position[]): number => {
    if (positions.some(({ length }) => length === depth)) return reached;
    const key = positions.map(({ family, n, length }) => `${family.name} ${n} ${length}`).join();
    const known = numbers.get(key);
    if (known !== undefined) return known;
    if (states.length === mostStates) return reached;
    numbers.set(key, states.length);
    return states.push(positions) - 1;
  };
  const root = numberOf(
    families.flatMap((family) => family.needles.map((_, n) => ({ family, n, length: 0 }))),
  );
  const tables = new Map(families.map((family) => [family, tablesOf(family)]));
  const rows: Uint16Array[] = [new Uint16Array(256), new Uint16Array(256)];
  for (let state = root; state < states.length; state++) {
    const row = new Uint16Array(256);
    for (const [byte, positions] of steps(states[state] as Position[], tables))
      row[byte] = numberOf(positions);
    rows.push(row);
  }
  const next = new Uint16Array(rows.length << 8);
  rows.forEach((row, state) => next.set(row, state << 8));
  return { next, root };
}

type Tables = ReturnType<typeof tablesOf>;

function tablesOf({ fold, between }: FamilyNeedles) {
  return {
    bytesFor: bytesBy(fold),
    between: [...between.keys()].filter((byte) => between[byte] !== 0),
  };
}

function steps(
  positions: readonly Position[],
  tables: ReadonlyMap<FamilyNeedles, Tables>,
): Map<number, Position[]> {
  const result = new Map<number, Position[]>();
  const add = (byte: number, position: Position) => {
    const others = result.get(byte);
    if (others === undefined) result.set(byte, [position]);
    else others.push(position);
  };
  for (const position of positions) {
    const { family, n, length } = position;
    const { bytesFor, between } = tables.get(family) as Tables;
    const symbol = family.needles[n]?.symbols[length] as number;
    for (const byte of bytesFor[symbol] as number[]) add(byte, { family, n, length: length + 1 });
    if (length > 0) for (const byte of between) add(byte, position);
  }
  return result;
}
