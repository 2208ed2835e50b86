import type { Token } from '../theme/theme.js';
import type { Job } from './job.js';

/** Text fields that are filled one after the other. */
export interface Form {
  title: string;
  fields: readonly FormField[];
  current: number;
}

export interface FormField {
  id: 'name' | 'value' | 'description';
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
  job: Job;
  isSure: boolean;
  /** What has to be typed for what cannot be taken back; null where y is enough. */
  mustType: string | null;
  typed: string;
}

/** What something answered, in lines. */
export interface Report {
  title: string;
  lines: readonly { text: string; token: Token }[];
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
  };
}

/** What was filled in. */
export function filled({ fields }: Form, id: FormField['id']): string {
  return fields.find((field) => field.id === id)?.text ?? '';
}
