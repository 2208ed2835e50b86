import type { Headless } from '@aim/core';
import type { Granted } from '../../plan/permission.js';

interface Words {
  prompt: string;
  file?: string;
  model?: string;
}

/**
 * The arguments of a headless run, each as one element: the manifest's own, those that grant the
 * permission, the model, the prompt.
 */
export function headlessArguments(headless: Headless, granted: Granted, words: Words): string[] {
  const { args, modelArgs = [], promptArgs = [] } = headless;
  const model = words.model === undefined ? [] : modelArgs;
  // A prompt that starts with a dash would be taken for an option.
  const prompt = words.prompt.startsWith('-') ? ` ${words.prompt}` : words.prompt;
  return [...args, ...(granted.grant.args ?? []), ...model, ...promptArgs].map((argument) => {
    if (argument === '{model}') return words.model ?? '';
    if (argument === '{file}') return words.file ?? '';
    return argument === '{prompt}' ? prompt : argument;
  });
}
