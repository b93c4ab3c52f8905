import { describe, expect, test } from 'vitest';
import { findIn } from './findings.ts';
import { piiByForm } from './pii.ts';
import { useStandIn } from './testing/stand-in.ts';
import { unitsIn } from './units.ts';
import { cpuMs } from '../testing/cpu.ts';

const service = useStandIn();
const languagesOf = async (documents: { text: string; language?: string }[], defaultLanguage = 'en') =>
  (await findIn(documents, defaultLanguage)).outcomes.map((outcome) =>
    'findings' in outcome ? outcome.findings.language : outcome,
  );

describe('the language', () => {
  test('is asked only where it is unknown and the text is long enough to tell', async () => {
    const told = [{ text: 'Die Lieferung kam zu spät an', language: 'de-CH' }, { text: 'Très bien' }, { text: 'ok' }];
    expect(await languagesOf(told, 'fr')).toEqual(['de', 'fr', 'fr']);
    expect(service.calls('BatchDetectDominantLanguage')).toBe(0);
    expect(await languagesOf([...told, { text: 'El pedido llegó tarde otra vez y nadie me contesta' }], 'fr')).toEqual([
      'de',
      'fr',
      'fr',
      'es',
    ]);
    expect(service.calls('BatchDetectDominantLanguage')).toBe(1);
    expect(service.texts()).toContain('El pedido llegó tarde otra vez y nadie me contesta');
  });

  test('that nobody is sure of is the company’s own', async () => {
    service.play((operation) =>
      operation === 'BatchDetectDominantLanguage'
        ? { ResultList: [{ Index: 0, Languages: [{ LanguageCode: 'yo', Score: 0.3 }] }], ErrorList: [] }
        : undefined,
    );
    expect(await languagesOf([{ text: 'Qwerty uiop asdf ghjkl zxcv' }])).toEqual(['en']);
  });

  test('in traditional Chinese script is kept apart, and one that the service does not read is named', async () => {
    expect(
      await languagesOf([
        { text: '服務很差', language: 'zh-HK' },
        { text: 'Väga halb', language: 'et' },
      ]),
    ).toEqual(['zh-TW', { unsupported: 'et' }]);
  });
});

test('every language has calls of its own, whatever the order of the texts', async () => {
  const documents = Array.from({ length: 50 }, (_, index) =>
    index % 2 ? { text: `Sehr gut ${index}`, language: 'de' } : { text: `Very bad ${index}`, language: 'en' },
  );
  const { outcomes, cost } = await findIn(documents, 'en');
  expect(outcomes.map((outcome) => 'findings' in outcome && outcome.findings.sentiment)).toEqual(
    documents.map((_, index) => (index % 2 ? 'positive' : 'negative')),
  );
  expect(service.calls('BatchDetectSentiment')).toBe(2);
  expect(unitsIn(cost)).toBe(25 * 6 + 25 * 7);
});

test('a text with one piece that the service could not answer is not half analysed', async () => {
  service.play((operation, request) =>
    operation === 'BatchDetectKeyPhrases' && JSON.stringify(request).includes('BAD')
      ? { ResultList: [], ErrorList: [{ Index: 0, ErrorCode: 'INVALID_REQUEST' }] }
      : undefined,
  );
  const { outcomes } = await findIn([{ text: 'BAD but lovely', language: 'en' }], 'en');
  expect(outcomes).toEqual([{ failure: 'rejected' }]);
});

describe('personal data by form', () => {
  const found = (text: string) => piiByForm(text).map(({ type, start, end }) => `${type} ${text.slice(start, end)}`);

  test('finds addresses, telephones, accounts and cards, each with its check digits', () => {
    expect(found('Schreiben Sie an m.mueller@example.de oder +49 30 1234567, 0176 1234 5678')).toEqual([
      'EMAIL m.mueller@example.de',
      'PHONE +49 30 1234567',
      'PHONE 0176 1234 5678',
    ]);
    expect(found('IBAN DE89 3704 0044 0532 0130 00, nicht DE88 3704 0044 0532 0130 00')[0]).toBe(
      'INTERNATIONAL_BANK_ACCOUNT_NUMBER DE89 3704 0044 0532 0130 00',
    );
    expect(found('Karte 4111-1111-1111-1111')).toEqual(['CREDIT_DEBIT_NUMBER 4111-1111-1111-1111']);
  });

  test('takes no order number, date or price for a telephone', () => {
    expect(found('Bestellung 4502349871 vom 01.11.2026 über 1.299,00 Euro um 10:30')).toEqual([]);
  });

  test('answers long hostile texts at once', () => {
    const hostile = [
      'a'.repeat(10_000),
      '1 '.repeat(5_000),
      '0 1'.repeat(3_000),
      'a@'.repeat(5_000),
      'a.'.repeat(5_000) + '@',
      'AB12 '.repeat(2_000),
      '+1-'.repeat(3_000),
    ];
    expect(cpuMs(() => hostile.forEach(piiByForm))).toBeLessThan(500);
  });
});

test('personal data that its form gives away is found in every language, beside what the service finds', async () => {
  const texts = [
    'Please call 030/1234567 today',
    'Mail to ana@example.com or call 030/1234567',
    'Bitte 030/1234567 anrufen',
  ];
  const languages = ['en', 'en', 'de'];
  const { outcomes } = await findIn(
    texts.map((text, index) => ({ text, language: languages[index] })),
    'en',
  );
  const found = outcomes.map((outcome, index) =>
    'findings' in outcome ? outcome.findings.pii.map(({ start, end }) => texts[index]?.slice(start, end)) : outcome,
  );
  expect(found).toEqual([['030/1234567'], ['ana@example.com', '030/1234567'], ['030/1234567']]);
});
