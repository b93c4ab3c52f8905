import { type KeyPhrase, keyPhrasesOf } from './key-phrases.ts';
import { dominantLanguages } from './language.ts';
import { piiOf } from './pii.ts';
import { sentimentOf } from './sentiment.ts';

/** An error as the service's JSON 1.1 protocol spells it. */
export class ServiceError extends Error {
  override readonly name: string;
  readonly status: number;
  constructor(name: string, message: string, status = 400) {
    super(message);
    this.name = name;
    this.status = status;
  }
}

const BATCH = 25;
const BATCH_BYTES = 5000;
const SENTIMENT_BYTES = 5000;
const SINGLE_BYTES = 100_000;
const languages = ['en', 'es', 'fr', 'de', 'it', 'pt', 'ar', 'hi', 'ja', 'ko', 'zh', 'zh-TW'];
const piiLanguages = ['en', 'es'];

type Request = Record<string, unknown>;
type Operation = (request: Request) => object;

/** What the stand-in answers, by operation name of the `Comprehend_20171127` service. */
export const operations: Readonly<Record<string, Operation>> = {
  DetectDominantLanguage: (request) => ({ Languages: dominantLanguages(textIn(request, SINGLE_BYTES)) }),
  DetectSentiment: (request) => sentimentOf(textIn(request, SENTIMENT_BYTES), languageIn(request, languages)),
  DetectKeyPhrases: (request) => ({
    KeyPhrases: phrasesOf(textIn(request, SINGLE_BYTES), languageIn(request, languages)),
  }),
  DetectPiiEntities: (request) => {
    languageIn(request, piiLanguages);
    return { Entities: piiOf(textIn(request, SINGLE_BYTES)) };
  },
  ContainsPiiEntities: (request) => {
    languageIn(request, piiLanguages);
    const types = new Set(piiOf(textIn(request, SINGLE_BYTES)).map(({ Type }) => Type));
    return { Labels: [...types].map((Name) => ({ Name, Score: 0.99 })) };
  },
  BatchDetectDominantLanguage: (request) => batch(request, (text) => ({ Languages: dominantLanguages(text) })),
  BatchDetectSentiment: (request) => {
    const language = languageIn(request, languages);
    return batch(request, (text) => sentimentOf(text, language));
  },
  BatchDetectKeyPhrases: (request) => {
    const language = languageIn(request, languages);
    return batch(request, (text) => ({ KeyPhrases: phrasesOf(text, language) }));
  },
};

const phrasesOf = (text: string, language: string): KeyPhrase[] => keyPhrasesOf(text, language);

/** Results and errors by index: one unusable document spoils only itself. */
function batch(request: Request, analyse: (text: string) => object): object {
  const { TextList } = request;
  if (!Array.isArray(TextList) || TextList.length === 0 || !TextList.every((text) => typeof text === 'string')) {
    throw new ServiceError('InvalidRequestException', 'TextList must be a list of at least one string.');
  }
  if (TextList.length > BATCH) {
    throw new ServiceError('BatchSizeLimitExceededException', `The number of documents exceeds the limit of ${BATCH}.`);
  }
  const ResultList: object[] = [];
  const ErrorList: object[] = [];
  TextList.forEach((text: string, Index) => {
    if (text.trim() === '')
      ErrorList.push({ Index, ErrorCode: 'INVALID_REQUEST', ErrorMessage: 'Input text can not be empty.' });
    else if (Buffer.byteLength(text) > BATCH_BYTES) {
      ErrorList.push({
        Index,
        ErrorCode: 'TEXT_SIZE_LIMIT_EXCEEDED',
        ErrorMessage: `Input text size exceeds limit. Max length of request text allowed is ${BATCH_BYTES} bytes.`,
      });
    } else ResultList.push({ Index, ...analyse(text) });
  });
  return { ResultList, ErrorList };
}

function textIn({ Text }: Request, maxBytes: number): string {
  if (typeof Text !== 'string' || Text.trim() === '')
    throw new ServiceError('InvalidRequestException', 'Input text can not be empty.');
  const bytes = Buffer.byteLength(Text);
  if (bytes > maxBytes) {
    throw new ServiceError(
      'TextSizeLimitExceededException',
      `Input text size exceeds limit. Max length of request text allowed is ${maxBytes} bytes while in this request the text size is ${bytes} bytes`,
    );
  }
  return Text;
}

function languageIn({ LanguageCode }: Request, supported: readonly string[]): string {
  if (typeof LanguageCode !== 'string' || !languages.includes(LanguageCode)) {
    throw new ServiceError(
      'ValidationException',
      `Value at 'languageCode' failed to satisfy constraint: Member must satisfy enum value set: [${languages.join(', ')}]`,
    );
  }
  if (!supported.includes(LanguageCode)) {
    throw new ServiceError('UnsupportedLanguageException', `Language code: ${LanguageCode} not supported.`);
  }
  return LanguageCode;
}
