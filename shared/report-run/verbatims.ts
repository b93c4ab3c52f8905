import { coverText } from '../analysis/masking.ts';
import { Feedback, type StoredFeedback } from '../feedback/feedback.schema.ts';
import { publicOf, walkSpan } from '../feedback/feedback.walk.ts';
import { masked } from '../http/masked.ts';
import { pageOf } from '../http/page.schema.ts';
import { fingerprint } from '../kernel/ids.ts';
import { localDay } from '../kernel/calendar.ts';
import { judge } from '../match/judge.ts';
import type { Match } from '../match/match.schema.ts';
import { isWantedBy } from '../match/texts.ts';
import type { SectionOf } from '../report/section.schema.ts';
import { type Frame, type Place, placeOf } from './frame.ts';
import { expectMay, instantsOf } from './lists-sections.ts';
import type { Data, Verbatim } from './snapshot-types.ts';

/** So many of a period's records are looked at, the newest of them. */
const MOST_LOOKED_AT = 5_000;
type Wanted = Pick<SectionOf<'verbatims'>, 'match' | 'count' | 'order'>;

export const verbatims = async (frame: Frame, section: SectionOf<'verbatims'>): Promise<Data<'verbatims'>> => {
  const found = await wordsOf(frame, placeOf(frame, section), section);
  return { order: section.order, ...found };
};

/** Feedback with words, masked: at most `count` in the order that is asked for, and how many match among those looked at. */
export async function wordsOf(frame: Frame, place: Place, { match, count, order }: Wanted) {
  expectMay(frame, 'feedback:read');
  const found = await matching(frame, place, match);
  const sorted = order === 'newest' ? found : found.toSorted(sorters[order](frame.seed));
  const records = sorted.slice(0, count).map(({ record }) => record);
  const { items } = masked(pageOf(Feedback), { items: records.map(publicOf) }, coverText) as { items: Feedback[] };
  const shown = items.map((item, index) => verbatimOf(frame, item, records[index]));
  return { items: await Promise.all(shown), of: found.length };
}

type Found = { record: StoredFeedback; share: number | undefined };

async function matching(frame: Frame, place: Place, match: Match | undefined): Promise<Found[]> {
  const { ctx, settings } = frame;
  const { from, to } = instantsOf(frame, place);
  const { ownOnly, id } = ctx.actor;
  const { scope } = place;
  const wanted: Match = {
    ...(match ?? { matchEverything: true }),
    all: { ...match?.all, ...(scope && { [scope.filter]: scope.key }) },
  };
  const found: Found[] = [];
  let looked = 0;
  for await (const page of walkSpan(ctx, { start: Date.parse(from), end: Date.parse(to) }, 'newest')) {
    for (const record of page) {
      if (looked++ === MOST_LOOKED_AT) return withoutFew(found, settings.privacy.anonymityFloor);
      if (record.deletedAt !== undefined || !record.comments?.trim()) continue;
      if (ownOnly && record.snapshot?.agentId !== id) continue;
      if (await isWantedBy(ctx, record, (facts, texts) => judge(wanted, facts, texts)))
        found.push({ record, share: shareOf(record) });
    }
  }
  return withoutFew(found, settings.privacy.anonymityFloor);
}

/** Words of fewer anonymous answers than the company's floor could tell who said them. */
function withoutFew(found: readonly Found[], floor: number): Found[] {
  const isAnonymous = ({ record }: Found): boolean => record.templateVersion !== undefined;
  return found.filter(isAnonymous).length >= floor ? [...found] : found.filter((one) => !isAnonymous(one));
}

/** The first score as a share of its scale. */
function shareOf({ scores }: StoredFeedback): number | undefined {
  const [score] = scores ?? [];
  return score && (score.value - score.scaleMin) / (score.scaleMax - score.scaleMin);
}

type Sorter = (one: Found, other: Found) => number;
/** What has no score comes last. */
const byShare = (sign: 1 | -1) => (): Sorter => (one, other) =>
  sign * ((one.share ?? sign * 2) - (other.share ?? sign * 2));
const sorters: Record<Exclude<Wanted['order'], 'newest'>, (seed: string) => Sorter> = {
  lowest: byShare(1),
  highest: byShare(-1),
  sampled: (seed) => (one, other) =>
    fingerprint(`${seed} ${one.record.feedbackId}`) < fingerprint(`${seed} ${other.record.feedbackId}`) ? -1 : 1,
};

async function verbatimOf(
  { settings, labels }: Frame,
  item: Feedback,
  stored: StoredFeedback | undefined,
): Promise<Verbatim> {
  const { feedbackId, comments = '', language, analysis, scores = [], snapshot, category, occurredAt } = item;
  const anonymous = stored?.templateVersion !== undefined;
  const day = localDay(new Date(occurredAt), settings.timeZone, settings.dayBoundary);
  const spoken = language ?? analysis?.language;
  return {
    feedbackId,
    at: anonymous ? `${day}T00:00:00.000Z` : occurredAt,
    text: comments,
    ...(spoken && { language: spoken }),
    scores: scores.map(({ metric, value, scaleMin, scaleMax }) => ({ metric, value, min: scaleMin, max: scaleMax })),
    ...(analysis?.sentiment && { sentiment: analysis.sentiment }),
    ...(snapshot?.agentId !== undefined && { agent: await labels.keyed('agent', snapshot.agentId) }),
    ...(category !== undefined && { category }),
  };
}
