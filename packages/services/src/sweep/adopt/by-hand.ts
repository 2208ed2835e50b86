import type { AssignmentProblem } from '@aim/secrets/sweep';
import type { SweepHit } from '../types.js';

/** Why a key is not adopted. */
export type ByHandReason =
  | AssignmentProblem
  | 'history'
  | 'transcript'
  | 'mcp-config'
  | 'settings'
  | 'shell'
  | 'encoded'
  | 'not-utf-8'
  | 'hard-link'
  | 'owner'
  | 'changed'
  | 'name'
  | 'stored-differs'
  | 'two-values';

/** What the words depend on: the hit, and whether the vault has its value, or will. */
export interface Concern extends Pick<SweepHit, 'tool'> {
  /** Of the variable, or of the secret. */
  name: string;
  isKept: boolean;
}

/** The reason in words, and the command or the change that helps. */
export function adviceFor(
  reason: ByHandReason,
  concern: Concern,
): { message: string; fix: string } {
  const [message, fix] = advice[reason](concern);
  return { message, fix };
}

type Advice = (concern: Concern) => readonly [message: string, fix: string];

const said: Advice = ({ name, isKept }) => [
  'what was typed or said cannot refer to the vault',
  `Make a new key, store it with: aim secrets ${isKept ? 'rotate' : 'set'} ${name}; then delete the line`,
];

/** Once it is stored, this is left to do. */
function stored({ name, isKept }: Concern, rest: string): string {
  const first = rest.charAt(0).toUpperCase();
  return isKept
    ? `${first}${rest.slice(1)}`
    : `Store it with: aim secrets set ${name}; then ${rest}`;
}

const reference = (why: string): Advice => {
  return (concern) => [why, stored(concern, `write aim://${concern.name} there`)];
};

const advice: Record<ByHandReason, Advice> = {
  history: said,
  transcript: said,
  'mcp-config': (concern) => [
    'the tool or its MCP server takes this text as it is',
    stored(
      concern,
      `remove it here and start the server with: aim run --secret ${concern.name} -- COMMAND`,
    ),
  ],
  settings: (concern) => {
    const { tool, name } = concern;
    return [
      `${tool ?? 'the program that reads the file'} takes this text as it is`,
      stored(
        concern,
        `remove it here and start the program with: aim run ${tool ?? `--secret ${name} -- PROGRAM`}`,
      ),
    ];
  },
  shell: reference('AIM does not change files of this kind'),
  comment: () => ['it is in a comment', 'Delete the line'],
  line: reference('its line does more than to set one variable'),
  nested: reference('its line belongs to a text of more lines'),
  'not-exported': ({ name }) => [
    'the variable is not exported, so that aim run does not see it',
    `Write: export ${name}=…; then try again`,
  ],
  quoting: reference('programs read these quotes and signs in different ways'),
  repeated: ({ name }) => [
    `another line of the file sets ${name} too`,
    'Delete one of the two; then try again',
  ],
  used: (concern) => [
    `the file itself uses $${concern.name}, and would use the reference`,
    stored(concern, `give it to what uses it with: aim run --secret ${concern.name} -- PROGRAM`),
  ],
  encoded: reference('the value is encoded there'),
  'not-utf-8': reference('the file is not UTF-8 text'),
  'hard-link': reference('the file has another name (a hard link) that would keep the key'),
  owner: reference('the file belongs to another user'),
  changed: () => ['the file changed during the search', 'Try again'],
  name: ({ name }) => [
    `aim run fills no variable of that name: ${name}`,
    'Store it under another name: aim secrets set NAME',
  ],
  'stored-differs': ({ name }) => [
    `another value is stored as ${name}, and aim run would give that one`,
    `If this is the right one: aim secrets rotate ${name}; then try again`,
  ],
  'two-values': ({ name }) => [
    `${name} has more than one value in these files`,
    `Store the right one with: aim secrets set ${name}; then try again`,
  ],
};
