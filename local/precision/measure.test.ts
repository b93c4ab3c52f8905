import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { VERSION } from '../../shared/analysis/capabilities.ts';
import { packageOfSentences, sentences } from './corpus.ts';
import { measure } from './measure.ts';
import { report } from './report.ts';

const positive = (text: string) => ({ text, label: 'positive' as const });
const negative = (text: string) => ({ text, label: 'negative' as const });

test('precision, recall and F1 with their Wilson intervals are those of the confusion table', () => {
  const texts = [
    ...Array.from({ length: 8 }, () => positive('I am happy')),
    ...['It works', 'I am happy and furious'].map(positive),
    ...Array.from({ length: 2 }, () => negative('I am happy')),
    ...['I am furious', 'So confusing', 'It broke'].map(negative),
  ];
  const { confusion, labels, emotions } = measure(texts);
  expect(confusion).toEqual({
    positive: { positive: 8, negative: 0, both: 1, neither: 1 },
    negative: { positive: 2, negative: 1, both: 0, neither: 2 },
  });
  // 8 of 10, whose interval is 49.0 to 94.3 %; F1 = 2·8/(10 + 10), J = 8/12 within 39.1 to 86.2 %.
  const [first] = labels;
  expect(first).toMatchObject({ precision: { value: 0.8, n: 10 }, recall: { value: 0.8, n: 10 } });
  expect(first?.precision.interval).toEqual({ low: expect.closeTo(0.49, 3), high: expect.closeTo(0.943, 3) });
  expect(first?.f1.value).toBeCloseTo(0.8);
  expect(first?.f1.interval).toEqual({ low: expect.closeTo(0.562, 3), high: expect.closeTo(0.926, 3) });
  expect(emotions.find(({ emotion }) => emotion === 'joy')?.precision).toMatchObject({ value: 9 / 11, n: 11 });
  expect(emotions.find(({ emotion }) => emotion === 'fear')?.precision).toMatchObject({ value: null, n: 0 });
});

test('the figures that docs/analysis.md states are those that the rules reach on the published texts', async () => {
  expect(sentences).toHaveLength(3_000);
  const docs = await readFile(join(import.meta.dirname, '../../docs/analysis.md'), 'utf8');
  expect(docs).toContain(report(measure(sentences)));
  const { name, version, license } = await packageOfSentences();
  expect(docs).toContain(`npm \`${name}\` ${version} (${license})`);
  expect(docs).toContain(`rules version ${VERSION}`);
});
