import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { operations, ServiceError } from '../../local/comprehend/operations.ts';
import { detectKeyPhrases, detectLanguages, detectPii, detectSentiments } from './comprehend.ts';
import { useStandIn } from './testing/stand-in.ts';

const service = useStandIn();
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => (index % 2 ? `Terrible parcel ${index}` : `Lovely parcel ${index}`));

describe('many texts cost few calls:', () => {
  test('60 texts take three calls per batch operation, answered in their order', async () => {
    const found = await detectSentiments(many(60), 'en');
    expect(found.map((result) => 'value' in result && result.value.label)).toEqual(
      many(60).map((_, index) => (index % 2 ? 'negative' : 'positive')),
    );
    await detectKeyPhrases(many(60), 'en');
    await detectLanguages(many(60));
    for (const operation of ['BatchDetectSentiment', 'BatchDetectKeyPhrases', 'BatchDetectDominantLanguage'])
      expect(service.calls(operation)).toBe(3);
  });

  test('personal data of 60 texts takes one call, and each place is found in its own text', async () => {
    const texts = many(60).map((text, index) => (index % 3 ? text : `🙂 ${text}: mail a${index}@example.com`));
    const found = await detectPii(texts, 'en');
    expect(service.calls('DetectPiiEntities')).toBe(1);
    found.forEach((result, index) => {
      const places = 'value' in result ? result.value : [];
      expect(places.map(({ start, end }) => texts[index]?.slice(start, end))).toEqual(
        index % 3 ? [] : [`a${index}@example.com`],
      );
    });
  });

  test('nothing is asked about no texts', async () => {
    expect(await detectSentiments([], 'en')).toEqual([]);
    expect(await detectPii([], 'en')).toEqual([]);
    expect(service.allCalls()).toBe(0);
  });
});

test('joining texts for personal data never moves or invents a place, whatever the texts are', async () => {
  const filler = fc.string({ unit: fc.constantFrom('a', 'é', '🙂', '日', ' ', '\n', '👩‍👩‍👧'), maxLength: 40 });
  const text = fc
    .tuple(filler, fc.boolean(), filler)
    .map(([before, has, after]) => (has ? `${before} x@example.com ${after}` : before + after))
    // A text without a word is never sent, and alone it would be refused.
    .filter((one) => one.trim() !== '');
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 30 }), async (texts) => {
      const found = await detectPii(texts, 'en');
      expect(
        found.map((result, index) =>
          'value' in result ? result.value.map(({ start, end }) => texts[index]?.slice(start, end)) : result,
        ),
      ).toEqual(texts.map((one) => (one.includes('@') ? ['x@example.com'] : [])));
    }),
    { numRuns: 60 },
  );
});

describe('one text’s failure spoils no other:', () => {
  const failing = (times: number) => {
    let left = times;
    service.play((operation, request) => {
      const list = request['TextList'] as string[];
      const bad = list.findIndex((text) => text.includes('BAD'));
      if (operation !== 'BatchDetectSentiment' || bad === -1 || left-- <= 0) return undefined;
      const answer = operations['BatchDetectSentiment']?.(request) as { ResultList: { Index: number }[] };
      return {
        ResultList: answer.ResultList.filter(({ Index }) => Index !== bad),
        ErrorList: [{ Index: bad, ErrorCode: 'INTERNAL_SERVER_ERROR', ErrorMessage: '' }],
      };
    });
  };

  test('what the service fails on is asked again, alone', async () => {
    failing(2);
    const found = await detectSentiments(['Lovely', 'BAD but lovely', 'Terrible'], 'en');
    expect(found.every((result) => 'value' in result)).toBe(true);
    expect(service.texts()).toEqual(['Lovely', 'BAD but lovely', 'Terrible', 'BAD but lovely', 'BAD but lovely']);
  });

  test('after three tries that one is a service error', async () => {
    failing(99);
    const found = await detectSentiments(['Lovely', 'BAD', 'Terrible'], 'en');
    expect(found.map((result) => ('value' in result ? result.value.label : result.failure))).toEqual([
      'positive',
      'service-error',
      'negative',
    ]);
    expect(service.calls('BatchDetectSentiment')).toBe(3);
  });

  test('a text that is too large for a batch is rejected, and asked about once', async () => {
    const found = await detectSentiments(['Lovely', 'x'.repeat(6000)], 'en');
    expect(found).toMatchObject([{ value: { label: 'positive' } }, { failure: 'rejected' }]);
    expect(service.calls('BatchDetectSentiment')).toBe(1);
  });

  test('where a whole call is refused because of one text, only that one is rejected', async () => {
    service.play((operation, request) => {
      if (JSON.stringify(request).includes('BAD')) throw new ServiceError('InvalidRequestException', 'no');
      return operation === 'none' ? {} : undefined;
    });
    const sentiments = await detectSentiments([...many(9), 'BAD', ...many(9)], 'en');
    expect(sentiments.map((result) => 'failure' in result)).toEqual([
      ...many(9).map(() => false),
      true,
      ...many(9).map(() => false),
    ]);
    const pii = await detectPii([...many(9), 'BAD', 'x@example.com'], 'en');
    expect(pii.at(-2)).toEqual({ failure: 'rejected' });
    expect(pii.at(-1)).toEqual({ value: [{ type: 'EMAIL', start: 0, end: 13 }] });
  });
});

test('while the service throttles, every text is unavailable and no further batch is tried', async () => {
  service.throttle();
  const found = await detectSentiments(many(100), 'en');
  expect(found.every((result) => 'failure' in result && result.failure === 'unavailable')).toBe(true);
  expect(found).toHaveLength(100);
  expect(new Set(service.texts()).size).toBe(25);
});

test('a missing permission is the service’s absence, not a text’s fault', async () => {
  service.play(() => Promise.reject(new ServiceError('AccessDeniedException', 'no')));
  expect(await detectSentiments(['Lovely'], 'en')).toEqual([{ failure: 'unavailable' }]);
});
