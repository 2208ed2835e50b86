import type { Token } from '../theme/theme.js';
import type { Intent } from '../actions/types.js';

/** Text fields that are filled one after the other. */
export interface Form {
  title: string;
  fields: readonly FormField[];
  current: number;
  /** What becomes of what is filled in. */
  purpose: FormPurpose;
  /** The command line that does the same. */
  command: string;
}

export type FormPurpose =
  { kind: 'secret' } | { kind: 'invoke'; capability: string; tool: string | null };

export interface FormField {
  id: 'name' | 'value' | 'description' | 'prompt' | 'permission';
  label: string;
  text: string;
  /** What is typed is never shown. */
  isHidden: boolean;
}

/** A plan that waits for a yes. Cancel has the focus until the user moves it, or types the name. */
export interface Confirm {
  title: string;
  plan: readonly string[];
  /** The word on the button that does it. */
  verb: string;
  /** What a yes leads to. */
  then: Intent;
  /** The command line that does the same. */
  command: string | null;
  isSure: boolean;
  /** What has to be typed for what cannot be taken back; null where y is enough. */
  mustType: string | null;
  typed: string;
}

/** What something answered, in lines. */
export interface Report {
  title: string;
  lines: readonly ReportLine[];
}

export interface ReportLine {
  text: string;
  token: Token;
}

/** The fields of a secret; with the name of one that is there only its value is asked for. */
export function secretForm(name: string | null, description = ''): Form {
  const hidden = { id: 'value', label: 'value', text: '', isHidden: true } as const;
  const about = { id: 'description', label: 'about', text: description, isHidden: false } as const;
  const named = { id: 'name', label: 'name', text: name ?? '', isHidden: false } as const;
  return {
    title: name === null ? 'Store a secret' : `A new value for ${name}`,
    fields: [named, hidden, about],
    current: name === null ? 0 : 1,
    purpose: { kind: 'secret' },
    command: `aim secrets set ${name ?? 'KEY'}`,
  };
}

/** A prompt for a capability, or for one tool. Whoever writes nothing more gives no right to change files. */
export function invokeForm(capability: string, tool: string | null): Form {
  return {
    title: tool === null ? `A job: ${capability}` : `A job for ${tool}: ${capability}`,
    fields: [
      { id: 'prompt', label: 'prompt', text: '', isHidden: false },
      { id: 'permission', label: 'may', text: 'read-only', isHidden: false },
    ],
    current: 0,
    purpose: { kind: 'invoke', capability, tool },
    command: `aim invoke ${capability}${tool === null ? '' : ` --tool ${tool}`} PROMPT`,
  };
}

/** What was filled in. */
export function filled({ fields }: Form, id: FormField['id']): string {
  return fields.find((field) => field.id === id)?.text ?? '';
}
