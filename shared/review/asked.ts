import type { Feedback } from '../feedback/feedback.schema.ts';
import { personOf } from '../initiative/voices.ts';
import type { Quarterly } from './review.schema.ts';

type Asked = Pick<
  Quarterly['items'][number],
  'voicesBefore' | 'voicesSince' | 'tiers' | 'trend' | 'reconsider' | 'lastSaid'
>;
type Said = Pick<Feedback, 'feedbackId' | 'occurredAt' | 'customerId' | 'contact' | 'snapshot'>;

const LEAST_VOICES = 5;
const LEAST_OF_TOP_TIER = 2;
const MONTHS = 6;

/**
 * Who has asked for something before it was decided not to do it, and who since then: people, each once. To be reconsidered
 * where since then there are five at least and half as many as before, or two of the top tier.
 */
export function askedOf(
  records: readonly Said[],
  { decidedAt, topTiers, months }: { decidedAt: string; topTiers: readonly string[]; months: readonly string[] },
): Asked {
  const said = records.map((record) => ({ ...record, person: personOf(record as Feedback) }));
  const people = (some: typeof said): number => new Set(some.map(({ person }) => person)).size;
  const since = said.filter(({ occurredAt }) => occurredAt > decidedAt);
  const voicesBefore = people(said.filter(({ occurredAt }) => occurredAt <= decidedAt));
  const voicesSince = people(since);
  const byTier = Map.groupBy(since, ({ snapshot }) => snapshot?.tier ?? 'none');
  const ofTop = people(since.filter(({ snapshot }) => topTiers.includes(snapshot?.tier ?? '')));
  const last = said.toSorted((a, b) => (a.occurredAt < b.occurredAt ? 1 : -1))[0]?.feedbackId;
  return {
    voicesBefore,
    voicesSince,
    tiers: [...byTier].map(([tier, some]) => ({ tier, voices: people(some) })),
    trend: months
      .slice(-MONTHS)
      .map((month) => ({ month, voices: people(said.filter(({ occurredAt }) => occurredAt.startsWith(month))) })),
    reconsider: voicesSince >= Math.max(LEAST_VOICES, voicesBefore / 2) || ofTop >= LEAST_OF_TOP_TIER,
    ...(last !== undefined && { lastSaid: last as NonNullable<Asked['lastSaid']> }),
  };
}

/** Whether what was decided to be kept says nothing yet: until its day, unless its voices have doubled. */
export const isSilent = (
  { voicesBefore, voicesSince }: Pick<Asked, 'voicesBefore' | 'voicesSince'>,
  kept: { until?: string | undefined; voices: number } | undefined,
  today: string,
): boolean => kept?.until !== undefined && today < kept.until && voicesBefore + voicesSince < 2 * kept.voices;
