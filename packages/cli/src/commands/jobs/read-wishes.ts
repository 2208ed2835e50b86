import { AimError, type CostClass, type RouteStrategy } from '@aim/core';
import type { RouteWishes } from '@aim/services';
import type { CommandInput } from '../types.js';

/** What the options of a job ask of its plan; the choices among words are checked already. */
export function readWishes(options: CommandInput['options']): RouteWishes {
  const text = (name: string) => options[name] as string | undefined;
  const model = text('model');
  const maxCost = text('max-cost') as CostClass | undefined;
  const strategy = text('strategy') as RouteStrategy | undefined;
  const contextTokens = wholeNumber('context', text('context'));
  const seed = wholeNumber('seed', text('seed'));
  return {
    ...(model !== undefined && { model }),
    ...(maxCost !== undefined && { maxCost }),
    ...(strategy !== undefined && { strategy }),
    ...(contextTokens !== undefined && { contextTokens }),
    ...(seed !== undefined && { seed }),
    ...(options['local-only'] === true && { localOnly: true }),
    ...(options['require-key'] === true && { requireKey: true }),
  };
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined || /^\d{1,10}$/.test(text))
    return text === undefined ? text : Number(text);
  throw new AimError('usage.invalid', `--${name} ${text}: expected a whole number`);
}
