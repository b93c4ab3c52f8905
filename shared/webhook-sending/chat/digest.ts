import { type Chat, messageOf } from './message.ts';

const MOST_LINES = 10;
const LONGEST_LINE = 250;

/** One message about many events, of which each has one of its own: how many they are, and a line for the first ten. */
export function digestOf(chat: Chat, bodies: readonly string[]): string {
  const lines = bodies.slice(0, MOST_LINES).map((body) => shortened(textIn(JSON.parse(body)) ?? ''));
  const more = bodies.length - lines.length;
  return JSON.stringify(
    messageOf(chat, {
      title: `${bodies.length} events`,
      lines: lines.filter((line) => line !== ''),
      foot: more > 0 ? `and ${more} more` : '',
    }),
  );
}

/** No half of an escape at the end. */
const shortened = (text: string): string =>
  text.length <= LONGEST_LINE ? text : `${text.slice(0, LONGEST_LINE - 1).replace(/&[a-z]*$|\\$/, '')}…`;

/** What a message says in short: what notifications show of it, or its first text. */
function textIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { fallbackText, text } = value as { fallbackText?: unknown; text?: unknown };
  if (typeof fallbackText === 'string') return fallbackText;
  if (typeof text === 'string') return text;
  return Object.values(value)
    .map(textIn)
    .find((found) => found !== undefined);
}
