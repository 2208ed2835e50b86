import { contentProblems } from '../../capabilities/check-payload.js';
import type { Adapter, AdapterOutcome } from '../adapter.js';

/**
 * The same adapter, whose answer has to have the form that its capability promises: another one is
 * a failure of the tool.
 */
export function checkedContent(adapter: Adapter): Adapter {
  return async (request, ports): Promise<AdapterOutcome> => {
    const { answer, ...outcome } = await adapter(request, ports);
    if (answer === undefined) return outcome;
    const problems = await contentProblems(request.capability, answer.content);
    if (problems.length === 0) return { ...outcome, answer };
    const message = `${request.tool.name} answered in another form: ${problems.join('; ')}`;
    return { ...outcome, failure: { class: 'OUTPUT_INVALID', message } };
  };
}
