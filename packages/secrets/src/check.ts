// The contract of @aim/secrets/check: what can be said of a key, without a store.

export { checkKey, type CheckedKey, type KeyToCheck } from './check/check-key.js';
export { checkTimes, expiryWords, type KeyTimes } from './check/check-times.js';
export type { KeyFinding } from './check/finding.js';
export { providerOf, type KeyOwner } from './check/provider-of.js';
export { askProvider, type AskOptions, type OnlineAnswer } from './verify/ask-provider.js';
export {
  goesElsewhere,
  questionFor,
  type BaseUrlSources,
  type NoQuestion,
} from './verify/base-url.js';
export { planQuestion, type PlannedQuestion } from './verify/plan-question.js';
