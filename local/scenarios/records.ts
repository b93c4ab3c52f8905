import type { SubmitFeedback } from '../../shared/feedback/feedback.requests.schema.ts';
import { phrases, type Topic } from '../demo/phrases.ts';

const DAY_MS = 86_400_000;
const DAYS = 60;
/** Records that share a word which no other record has: few enough that the search looks them up in its index. */
const PER_WORD = 40;
/** Short texts: each word is a row of the search, and what is shown does not depend on their number. */
const TEXT_WORDS = 4;
const LETTERS = 26;

export type Sent = SubmitFeedback & { externalId: string };

/**
 * Feedback of the last two months with scores and texts in English, told apart by its external id. Every 40 records share
 * a word, so that each can be found by searching.
 */
export function recordsOf(count: number): Sent[] {
  const texts = Object.entries(phrases.en).flatMap(([category, moods]) =>
    Object.values(moods).flatMap((said) => said.map((text) => ({ category: category as Topic, text }))),
  );
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  return Array.from({ length: count }, (_, index) => {
    const { category, text } = texts[index % texts.length] as (typeof texts)[number];
    return {
      source: 'survey',
      externalId: `record-${index}`,
      occurredAt: new Date(today - (1 + (index % DAYS)) * DAY_MS + (index % 1_000) * 60_000).toISOString(),
      category,
      comments: `${text.split(' ', TEXT_WORDS).join(' ')} ${sharedWord(index)}`,
      scores: [{ metric: 'nps', value: index % 11, scaleMin: 0, scaleMax: 10 }],
      snapshot: { agentId: `agent-${index % 7}`, teamId: `team-${index % 2}` },
    };
  });
}

/** A word that 40 records share; of one length and with beginnings of their own, because the index of the search is divided by beginnings. */
export function sharedWord(index: number): string {
  const group = Math.floor(index / PER_WORD);
  const letters = [1, LETTERS, LETTERS ** 2].map((place) =>
    String.fromCodePoint(97 + (Math.floor(group / place) % LETTERS)),
  );
  return `${letters.join('')}zyx`;
}

/** The word that a record shares with 39 others. */
export const wordOf = (comments: string): string => comments.slice(comments.lastIndexOf(' ') + 1);
