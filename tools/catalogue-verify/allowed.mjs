// Disagreements that are known: what is not in the list makes the run fail, and so does an entry
// that has nothing to allow any more.

/**
 * Marks what the list allows.
 *
 * @param results - by tool id, as `verifyTool` answers
 * @param allowed - by tool id and check, the reason
 * @returns the results with state `allowed`, and every problem that is left
 */
export function withAllowed(results, allowed) {
  const problems = [];
  const marked = {};
  for (const [id, result] of Object.entries(results)) {
    marked[id] = { ...result };
    for (const [check, value] of Object.entries(result)) {
      const reason = allowed[id]?.[check];
      if (value?.state === 'fail') {
        if (reason === undefined) problems.push(`${id}: ${check}: ${value.detail}`);
        else marked[id][check] = { state: 'allowed', detail: reason };
      } else if (value?.state === 'ok' && reason !== undefined) {
        problems.push(`${id}: ${check} agrees: take it from the list of what is allowed`);
      }
    }
  }
  return { marked, problems };
}
