import { expect, it } from '@jest/globals';
import { createByteRedactor } from '../../src/redact/redact-bytes.js';
import { createRedactor } from '../../src/redact/redact-text.js';

it.each([[[]], [['short']]])('with %j nothing is masked and nothing held', (values) => {
  const redactor = createByteRedactor(values);
  const chunks = ['a sho', 'rt\\u0073hort', '\u001b[1mshort'].map((text) => Buffer.from(text));
  expect(chunks.map((chunk) => redactor.push(chunk).toString())).toEqual(chunks.map(String));
  expect([redactor.held(), redactor.end().length, redactor.replaced()]).toEqual([0, 0, 0]);
  const redact = createRedactor(values);
  expect([redact('short'), redact('short')]).toEqual(['short', 'short']);
});
