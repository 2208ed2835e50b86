/** True when AIM did with a fault what it should: nothing more, nothing less, and nothing is left. */
export function isAsExpected({ expect, answer, class: errorClass, calls, orphans, leaks }) {
  return (
    answer === expect.answer &&
    errorClass === expect.class &&
    calls <= expect.calls &&
    orphans === 0 &&
    leaks === 0
  );
}
