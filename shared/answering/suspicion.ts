import type { Suspicion } from '../survey/survey.schema.ts';

const TOO_SOON_MS = 10_000;
export const BURST_MS = 10_000;

export type Posted = {
  at: Date;
  /** The page's nonce: two pages have two, one person's page has one. */
  page: string;
  score: number | undefined;
  hiddenField: boolean;
  hiddenLink: boolean;
};
type Known = {
  sentAt?: string | undefined;
  deliveredAt?: string | undefined;
  lastMailAt?: string | undefined;
  lastPost?: { at: number; page: string; score?: number | undefined } | undefined;
  quarantine?: { at: string } | undefined;
};

/**
 * What makes an answer look like a mail gateway's, which opens every link of a mail within seconds of its
 * delivery and may press what it finds; a reminder is such a mail, too. Where no delivery was reported, the
 * sending bounds it from below.
 */
export function suspicionsOf(posted: Posted, known: Known): Suspicion[] {
  const { sentAt, deliveredAt, lastMailAt, lastPost, quarantine } = known;
  const arrived = lastMailAt ?? deliveredAt ?? sentAt;
  const since = arrived === undefined ? Number.POSITIVE_INFINITY : posted.at.getTime() - Date.parse(arrived);
  const burst =
    lastPost !== undefined &&
    posted.at.getTime() - lastPost.at < BURST_MS &&
    lastPost.page !== posted.page &&
    // Once a page was set aside, the next ones belong to it, whatever score they press.
    (lastPost.score !== posted.score || quarantine?.at === new Date(lastPost.at).toISOString());
  return [
    ...(since < TOO_SOON_MS ? (['too_soon'] as const) : []),
    ...(burst ? (['burst'] as const) : []),
    ...(posted.hiddenField ? (['hidden_field'] as const) : []),
    ...(posted.hiddenLink ? (['hidden_link'] as const) : []),
  ];
}
