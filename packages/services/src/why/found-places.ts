import {
  findGitRoot,
  placePaths,
  placeScope,
  platformName,
  type CataloguePath,
  type CatalogueToolDetails,
  type Host,
  type ReadStep,
} from '@aim/core';
import * as fs from 'node:fs';
import { filesOf } from '../leaks/written-files.js';
import { formatOf, readPlaceFile, type FileReading, type FileValue } from './file-values.js';
import { isIndirect, referencedVariable } from './reference.js';
import type { Subject } from './subject.js';
import type { FoundPlace } from './types.js';

/** What the places of a tool are found with. */
export interface Finding {
  host: Host;
  details: Pick<CatalogueToolDetails, 'files' | 'folders' | 'reads'>;
  subject: Subject;
  /** Variables that are worth a line of their own; the others of a step share one. */
  isTold: (variable: string) => boolean;
}

/** Every place that a tool may read a key from, in its own order. Starts and asks nothing. */
export async function findPlaces(finding: Finding): Promise<FoundPlace[]> {
  const places: FoundPlace[] = [];
  for (const step of finding.details.reads.order) {
    const isHere = step.platforms?.includes(platformName(finding.host)) ?? true;
    if (isHere) places.push(...(await placesOf(step, finding)));
  }
  return places;
}

async function placesOf(step: ReadStep, finding: Finding): Promise<FoundPlace[]> {
  switch (step.from) {
    case 'env':
      return environmentPlaces(step, finding);
    case 'dotenv':
    case 'config':
    case 'credentials':
      return isAbout(step, finding.subject) ? filePlaces(step, finding) : [];
    case 'helper':
      return step.paths === undefined
        ? [unread(step, `what ${step.setting} prints`, 'AIM does not run it')]
        : filePlaces(step.setting === undefined ? step : { ...step, at: step.setting }, finding);
    case 'keychain':
      return [unread(step, `keychain entry "${step.service}"`, 'to read it could ask you')];
    case 'flag':
      return [unread(step, `option ${step.name}`, 'counts when you give it')];
    case 'login':
      return [unread(step, 'its own login', 'the tool then asks you to sign in')];
  }
}

function isAbout({ keys }: ReadStep, { variables }: Subject): boolean {
  return keys === undefined || keys.some((name) => variables.includes(name));
}

function environmentPlaces(step: ReadStep, { subject, isTold }: Finding): FoundPlace[] {
  const { keys, names } = step;
  // Variables that the step names by itself stand in its order, whichever of them is asked for.
  if (names !== undefined && !isAbout(step, subject)) return [];
  const variables = names ?? keys ?? subject.variables;
  const place = (read: string[]): FoundPlace => ({
    ...common(step),
    where: read.join(', '),
    variables: read,
    reading: { kind: 'variables', names: read },
    sure: true,
    comparable: (keys && names) !== undefined || read.some((name) => subject.names.has(name)),
  });
  const told = variables.filter(isTold);
  const rest = variables.filter((name) => !told.includes(name));
  return [...told.map((name) => place([name])), ...(rest.length === 0 ? [] : [place(rest)])];
}

async function filePlaces(step: ReadStep, finding: Finding): Promise<FoundPlace[]> {
  const { host, details, subject } = finding;
  const scope = placeScope(details, host, findGitRoot(host.cwd));
  const places: FoundPlace[] = [];
  const seen = new Set<string>();
  let wasThere = false;
  for (const path of step.paths ?? []) {
    const format = formatOf(path, step, details);
    const expanded = placePaths({ path }, scope);
    let found = false;
    for (const file of (await Promise.all(expanded.map(existing))).flat()) {
      found = true;
      if (seen.has(file)) continue;
      seen.add(file);
      const reading = await readPlaceFile(file, format, { step, subject });
      if (reading === undefined) continue;
      const passedOver = step.firstFile === true && wasThere;
      wasThere = true;
      const written = placesIn(reading, { step, finding, path, file });
      places.push(...written.map((place) => (passedOver ? overlooked(place) : place)));
    }
    const [first] = expanded;
    if (!found && first !== undefined && !seen.has(first)) {
      seen.add(first);
      places.push(filePlace(step, first));
    }
  }
  return places;
}

/** The files of a path that are there; `*` in it stands for any name. */
async function existing(path: string): Promise<string[]> {
  if (path.includes('*')) return (await filesOf(path)).sort();
  return fs.existsSync(path) ? [path] : [];
}

interface ReadFile {
  step: ReadStep;
  finding: Finding;
  path: CataloguePath;
  file: string;
}

function placesIn(reading: FileReading, read: ReadFile): FoundPlace[] {
  const { step, file } = read;
  if (reading.state !== 'values') {
    const place = filePlace(step, file);
    const { state, reason } = reading;
    return [{ ...place, reading: { kind: 'state', state }, notes: [...place.notes, reason] }];
  }
  if (reading.values.length === 0) return [filePlace(step, file)];
  return reading.values.flatMap((value) => valuePlace(value, read) ?? []);
}

function valuePlace(
  { text, line, at, sure }: FileValue,
  { step, finding, path, file }: ReadFile,
): FoundPlace | undefined {
  const { details, subject } = finding;
  const found = { ...(line !== undefined && { line }), ...(at !== undefined && { at }) };
  const place = { ...filePlace(step, file, found), sure };
  const name = step.gives === 'variable' ? text : referencedVariable(text);
  if (name !== undefined) {
    // A provider of another key: it says nothing of this one.
    if (step.gives === 'variable' && !subject.variables.includes(name)) return undefined;
    const notes = [...place.notes, `stands for the variable ${name}`];
    return { ...place, notes, reading: { kind: 'variables', names: [name] } };
  }
  if (step.from === 'helper' || isIndirect(text)) {
    const notes = [...place.notes, 'what it gives is not looked at'];
    return { ...place, notes, reading: { kind: 'state', state: 'holds' } };
  }
  const isLogin = details.files.credentials?.some(
    (each) =>
      JSON.stringify(each.path) === JSON.stringify(path) &&
      each.at === step.at &&
      each.holds === 'login',
  );
  return { ...place, comparable: isLogin !== true, reading: { kind: 'text', text } };
}

function filePlace(
  step: ReadStep,
  file: string,
  found: { line?: number; at?: string } = {},
): FoundPlace {
  return {
    ...common(step),
    where: found.line === undefined ? file : `${file}:${found.line}`,
    file,
    ...(step.at !== undefined && { at: step.at }),
    ...found,
    reading: { kind: 'state', state: 'absent' },
    sure: true,
    comparable: true,
  };
}

function overlooked(place: FoundPlace): FoundPlace {
  const notes = [...place.notes, 'passed over: only the first of these files is read'];
  return { ...place, notes, passedOver: true };
}

function unread(step: ReadStep, where: string, reason: string): FoundPlace {
  return {
    ...common(step),
    where,
    notes: [...common(step).notes, reason],
    reading: { kind: 'state', state: 'not-checked' },
    sure: true,
    comparable: false,
  };
}

function common({ from, when, note }: ReadStep) {
  return { from, notes: note === undefined ? [] : [note], ...(when !== undefined && { when }) };
}
