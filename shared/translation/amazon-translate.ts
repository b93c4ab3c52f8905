import { TranslateClient, TranslateTextCommand } from '@aws-sdk/client-translate';
import { splitText } from '../analysis/split.ts';
import { Problem } from '../http/problem.ts';

/** The service takes 10 000 bytes of a text at a time. */
const MOST_BYTES = 9_500;

let client: TranslateClient | undefined;
// Somebody waits: what is not there within seconds is 503.
const service = (): TranslateClient =>
  (client ??= new TranslateClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 6_000 },
  }));

/** Whether this installation has the service at all. */
export const isThere = (): boolean => process.env['TRANSLATION'] === 'on';

type Pair = { from: string; to: string };

/**
 * A text in another language. Longer ones go to the service in pieces, cut after sentences. Throws `conflict` for a pair of
 * languages that it does not translate, `unavailable` where it does not answer; neither says anything of the text.
 */
export async function translated(text: string, pair: Pair): Promise<string> {
  const pieces = await Promise.all(splitText(text, MOST_BYTES).map((piece) => pieceOf(piece, pair)));
  return pieces.join('');
}

/** The service drops white space at the ends of a text, so that stays here. */
async function pieceOf(piece: string, { from, to }: Pair): Promise<string> {
  const inner = piece.trim();
  if (inner === '') return piece;
  const start = piece.indexOf(inner);
  const command = new TranslateTextCommand({ Text: inner, SourceLanguageCode: from, TargetLanguageCode: to });
  try {
    const { TranslatedText } = await service().send(command);
    if (TranslatedText === undefined) throw new Error('no text in the answer');
    return piece.slice(0, start) + TranslatedText + piece.slice(start + inner.length);
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'UnsupportedLanguagePairException')
      throw new Problem('conflict', `Amazon Translate does not translate ${from} into ${to}.`);
    // Without a cause: a message of the service may repeat the text.
    throw new Problem('unavailable', `Amazon Translate did not answer (${name}).`);
  }
}
