import {
  BatchDetectDominantLanguageCommand,
  BatchDetectKeyPhrasesCommand,
  BatchDetectSentimentCommand,
  ComprehendClient,
  ContainsPiiEntitiesCommand,
  DetectDominantLanguageCommand,
  DetectKeyPhrasesCommand,
  DetectPiiEntitiesCommand,
  DetectSentimentCommand,
} from '@aws-sdk/client-comprehend';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Comprehend, startComprehend } from './server.ts';

let standIn: Comprehend;
let client: ComprehendClient;

beforeAll(async () => {
  standIn = await startComprehend({ port: 0 });
  client = new ComprehendClient({
    endpoint: standIn.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  });
});
afterAll(async () => {
  client.destroy();
  await standIn.close();
});

describe('Amazon’s SDK gets from the stand-in', () => {
  test('sentiment with four confidences that add up to one, single and in batches', async () => {
    const one = await client.send(new DetectSentimentCommand({ Text: 'The new app is wonderful', LanguageCode: 'en' }));
    expect(one.Sentiment).toBe('POSITIVE');
    const { Positive = 0, Negative = 0, Neutral = 0, Mixed = 0 } = one.SentimentScore ?? {};
    expect(Positive + Negative + Neutral + Mixed).toBeCloseTo(1, 9);
    const many = await client.send(
      new BatchDetectSentimentCommand({ TextList: ['It broke after a day', 'Lovely people'], LanguageCode: 'en' }),
    );
    expect(many.ResultList?.map(({ Index, Sentiment }) => [Index, Sentiment])).toEqual([
      [0, 'NEGATIVE'],
      [1, 'POSITIVE'],
    ]);
    expect(many.ErrorList).toEqual([]);
  });

  test('the dominant language', async () => {
    const one = await client.send(new DetectDominantLanguageCommand({ Text: 'Die Rechnung war schon wieder falsch' }));
    expect(one.Languages?.[0]?.LanguageCode).toBe('de');
    const many = await client.send(
      new BatchDetectDominantLanguageCommand({
        TextList: ['The delivery never arrived at home', 'Le colis est arrivé en retard hier'],
      }),
    );
    expect(many.ResultList?.map(({ Languages }) => Languages?.[0]?.LanguageCode)).toEqual(['en', 'fr']);
  });

  test('key phrases that stand where they say, counted in code points', async () => {
    const text = '🙂🙂 The monthly invoice was wrong';
    const one = await client.send(new DetectKeyPhrasesCommand({ Text: text, LanguageCode: 'en' }));
    const [{ Text, BeginOffset, EndOffset } = {}] = one.KeyPhrases ?? [];
    expect(Text).toBe('The monthly invoice');
    expect(Array.from(text).slice(BeginOffset, EndOffset).join('')).toBe(Text);
    const many = await client.send(
      new BatchDetectKeyPhrasesCommand({ TextList: ['Die monatliche Rechnung war falsch'], LanguageCode: 'de' }),
    );
    expect(many.ResultList?.[0]?.KeyPhrases?.[0]?.Text).toBe('Die monatliche Rechnung');
  });

  test('personal data with places counted in code points, and only where check digits agree', async () => {
    const text =
      '👋 a.b@example.com, +44 20 7946 0958, 4111 1111 1111 1111, 4111 1111 1111 1112, DE89370400440532013000, DE88370400440532013000';
    const { Entities = [] } = await client.send(new DetectPiiEntitiesCommand({ Text: text, LanguageCode: 'en' }));
    expect(
      Entities.map(({ Type, BeginOffset, EndOffset }) => [
        Type,
        Array.from(text).slice(BeginOffset, EndOffset).join(''),
      ]),
    ).toEqual([
      ['EMAIL', 'a.b@example.com'],
      ['PHONE', '+44 20 7946 0958'],
      ['CREDIT_DEBIT_NUMBER', '4111 1111 1111 1111'],
      ['INTERNATIONAL_BANK_ACCOUNT_NUMBER', 'DE89370400440532013000'],
    ]);
    const { Labels } = await client.send(new ContainsPiiEntitiesCommand({ Text: text, LanguageCode: 'es' }));
    expect(Labels?.map(({ Name }) => Name)).toContain('EMAIL');
  });
});

describe('the stand-in refuses what the service refuses:', () => {
  const sentiment = (Text: string, LanguageCode: 'en' = 'en') =>
    client.send(new DetectSentimentCommand({ Text, LanguageCode }));
  const named = (name: string) => expect.objectContaining({ name });

  test('an empty or oversized text', async () => {
    await expect(sentiment(' ')).rejects.toEqual(named('InvalidRequestException'));
    await expect(sentiment('x'.repeat(5001))).rejects.toEqual(named('TextSizeLimitExceededException'));
    await expect(
      client.send(new DetectPiiEntitiesCommand({ Text: 'é'.repeat(50_001), LanguageCode: 'en' })),
    ).rejects.toEqual(named('TextSizeLimitExceededException'));
  });

  test('a language it does not know, or not for this', async () => {
    await expect(sentiment('tere', 'et' as 'en')).rejects.toEqual(named('ValidationException'));
    await expect(client.send(new DetectPiiEntitiesCommand({ Text: 'Hallo', LanguageCode: 'de' }))).rejects.toEqual(
      named('UnsupportedLanguageException'),
    );
  });

  test('a batch of 26, and in a batch only the documents that are at fault', async () => {
    const batch = (TextList: string[]) =>
      client.send(new BatchDetectSentimentCommand({ TextList, LanguageCode: 'en' }));
    await expect(batch(Array.from({ length: 26 }, () => 'good'))).rejects.toEqual(
      named('BatchSizeLimitExceededException'),
    );
    await expect(batch([])).rejects.toEqual(named('InvalidRequestException'));
    const { ResultList, ErrorList } = await batch(['good', '', 'x'.repeat(5001), 'bad']);
    expect(ResultList?.map(({ Index }) => Index)).toEqual([0, 3]);
    expect(ErrorList?.map(({ Index, ErrorCode }) => [Index, ErrorCode])).toEqual([
      [1, 'INVALID_REQUEST'],
      [2, 'TEXT_SIZE_LIMIT_EXCEEDED'],
    ]);
  });

  test('an unknown operation and a body that is not JSON', async () => {
    const post = (target: string, body: string) =>
      fetch(standIn.url, { method: 'POST', headers: { 'x-amz-target': `Comprehend_20171127.${target}` }, body });
    expect(await (await post('constructor', '{}')).json()).toMatchObject({ __type: 'UnknownOperationException' });
    const broken = await post('DetectSentiment', '{');
    expect(broken.status).toBe(400);
    expect(await broken.json()).toMatchObject({ __type: 'SerializationException' });
  });
});
