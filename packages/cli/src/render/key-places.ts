import type { KeyAnswer, KeyPlace, PlaceView, Winner } from '@aim/services';
import type { RenderContext } from '../commands/types.js';
import { columns } from './columns.js';
import { shortPath } from './paths.js';
import { wrapText } from '../tui/layout/wrap-text.js';

const left = 4;
const viewWidth = 13;
const indent = left + 2 * viewWidth;

/** Every place in the tool's own order, who wins, and which copies are old. */
export function renderAnswer(answer: KeyAnswer, context: RenderContext): string {
  const { style } = context;
  const { key, tool, secret, places, winner } = answer;
  const head = `${style.title(key)} for ${style.title(tool)}, in the order in which ${tool} looks`;
  const kept = secret === null ? 'No value of it is in the vault: nothing to compare with.' : '';
  const lines = [
    head,
    ...(kept === '' ? [] : [kept]),
    '',
    style.faint(`${''.padEnd(left)}${'WITH AIM RUN'.padEnd(viewWidth)}BY ITSELF    PLACE`),
    ...places.flatMap((place) => placeLines(place, answer, context)),
    '',
    ...winnerLines('With aim run: ', winner.run, context),
    ...winnerLines('By itself:    ', winner.alone, context),
    ...copyLines(answer, context),
  ];
  return `${lines.join('\n')}\n`;
}

function placeLines(place: KeyPlace, answer: KeyAnswer, context: RenderContext): string[] {
  const { style } = context;
  const { rank, where, at, variables, run, alone, when, notes, setIn = [] } = place;
  const name = variables === undefined ? at : undefined;
  const words = [
    `${shortPath(where, context.home)}${name === undefined ? '' : ` ${name}`}`,
    ...valueWords(place, answer),
    ...(when === undefined ? [] : [`only when ${when}`]),
    ...notes,
    ...setIn.map(
      ({ file, line, same, version }) =>
        `set in ${shortPath(file, context.home)}:${line}${suffix(sameWords({ same, ...(version !== undefined && { version }) }, answer))}`,
    ),
  ];
  const width = Math.max(20, (context.columns ?? 80) - indent);
  const [first = '', ...rest] = words.flatMap((text, index) =>
    wrapText(text, index === 0 ? width : width - 2).map((line, part) =>
      index + part === 0 ? line : `  ${line}`,
    ),
  );
  const isOut = run.wins === 'no' && alone.wins === 'no';
  const paint = isOut ? style.faint : (text: string) => text;
  const start = `${String(rank).padStart(2).padEnd(left)}${cell(run, style)}${cell(alone, style)}`;
  return [
    `${start}${paint(first)}`,
    ...rest.map((line) => `${' '.repeat(indent)}${style.faint(line)}`),
  ];
}

function cell(view: PlaceView, style: RenderContext['style']): string {
  if (view.wins === 'yes') return style.ok('wins'.padEnd(viewWidth));
  const state = view.state === 'not-checked' ? 'not checked' : view.state;
  if (view.wins === 'maybe') return style.warn('may win'.padEnd(viewWidth));
  return style.faint(state.padEnd(viewWidth));
}

function valueWords({ run, alone }: KeyPlace, answer: KeyAnswer): string[] {
  const filled = run.secret === undefined ? [] : [`aim run fills it with ${run.secret}`];
  const words = sameWords(alone, answer);
  return words === undefined ? filled : [...filled, words];
}

function sameWords(
  { same, version }: Pick<PlaceView, 'same' | 'version'>,
  { secret }: KeyAnswer,
): string | undefined {
  if (same === 'yes') return `the value of ${secret} in the vault`;
  if (same === 'unknown') return undefined;
  if (version !== undefined) return `stale: an earlier value of ${secret} (version ${version})`;
  return `stale: another value than ${secret} in the vault`;
}

function suffix(words: string | undefined): string {
  return words === undefined ? '' : ` (${words})`;
}

function winnerLines(label: string, winner: Winner | null, context: RenderContext): string[] {
  const { style, home, columns: width = 80 } = context;
  const paint = winner === null ? style.fail : style[isCertain(winner) ? 'ok' : 'warn'];
  const words = winner === null ? 'nobody gives it a key' : winnerWords(winner, home);
  return wrapText(words, width - label.length).map(
    (line, index) => (index === 0 ? label : ' '.repeat(label.length)) + paint(line),
  );
}

function winnerWords({ rank, where, sure, unless }: Winner, home: string): string {
  const words = `${rank}, ${shortPath(where, home)}, ${sure ? 'wins' : 'may win'}`;
  return unless.length === 0 ? words : `${words}, unless ${unless.join(' or ')} does`;
}

function isCertain({ sure, unless }: Winner): boolean {
  return sure && unless.length === 0;
}

function copyLines({ stale, copies }: KeyAnswer, { home, style }: RenderContext): string[] {
  const list = (places: KeyAnswer['stale']) =>
    [...new Set(places.map(({ where }) => shortPath(where, home)))].join(', ');
  if (stale.length + copies.length === 0) return [];
  return [
    '',
    ...(stale.length === 0 ? [] : [style.warn(`Stale: ${list(stale)}`)]),
    ...(copies.length === 0 ? [] : [`In plaintext, as in the vault: ${list(copies)}`]),
    `Find every copy: ${style.accent('aim secrets sweep')}`,
  ];
}

/** One line for each tool: who wins with it. */
export function renderWinners(
  key: string,
  answers: readonly KeyAnswer[],
  context: RenderContext,
): string {
  if (answers.length === 0) return `No installed tool reads ${key}.\n`;
  const short = (winner: Winner | null) => {
    if (winner === null) return 'nobody';
    return `${shortPath(winner.where, context.home)}${isCertain(winner) ? '' : ' (may)'}`;
  };
  const rows = answers.map(({ tool, winner, stale }) => [
    tool,
    short(winner.run),
    short(winner.alone),
    stale.length === 0 ? '' : `${stale.length} stale`,
  ]);
  const table = [['TOOL', 'WITH AIM RUN', 'BY ITSELF', ''], ...rows];
  const lines = columns(table, {
    width: context.columns,
    paint: (text, row) => (row === 0 ? context.style.faint(text) : text),
  });
  return `${lines.join('\n')}\n\nAll places: aim secrets why ${key} --tool ${answers[0]?.tool}\n`;
}
