import { coverText } from '../analysis/masking.ts';
import { languagesByPart } from '../analysis/capabilities.ts';
import { isVisible } from '../feedback/feedback.change.ts';
import { findAll } from '../feedback/feedback.walk.ts';
import type { Feedback } from '../feedback/feedback.schema.ts';
import { invalid } from '../http/problem.ts';
import { personOf } from '../initiative/voices.ts';
import { addDays } from '../kernel/calendar.ts';
import { change, visible } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { pick } from '../kernel/json.ts';
import { ANY_LANGUAGE } from '../taxonomy/node-rules.ts';
import { freeId } from '../taxonomy/of-settings.ts';
import { get as getTaxonomy } from '../taxonomy/taxonomy.ts';
import type { TaxonomyNode } from '../taxonomy/taxonomy.schema.ts';
import { lastRun, phraseOf, silence, topics, topicsOfWeek } from './emerging.store.ts';
import type {
  AcceptTopic,
  EmergingQuery,
  EmergingTopic,
  EmergingTopics,
  NewTheme,
  StoredTopic,
  TaxonomyDraft,
} from './emerging.schema.ts';
import { lastWeek } from './find.ts';

const QUOTES = 3;
const [SHORTEST, LONGEST] = [40, 240];

type One = { topicId: string };

/** The topics that emerged in a week, the newest that was looked at unless given; dismissed ones are not shown. */
export async function list(ctx: Context, { week, language }: EmergingQuery): Promise<EmergingTopics> {
  const run = await lastRun(ctx);
  const of = week ?? run?.week ?? lastWeek(ctx);
  const found = (await topicsOfWeek(ctx, of))
    .filter((one) => one.status !== 'dismissed' && (language === undefined || one.language === language))
    .toSorted((a, b) => a.p - b.p);
  const records = await quotable(
    ctx,
    found.flatMap(({ feedbackIds }) => feedbackIds),
  );
  return { week: of, items: found.map((one) => shown(one, records)), asOf: run?.at ?? ctx.now.toISOString() };
}

const toldFields = [
  'topicId',
  'week',
  'language',
  'topic',
  'n',
  'voices',
  'growth',
  'p',
  'q',
  'firstSeen',
  'status',
] as const;

const themeFields = ['topicId', 'language', 'topic', 'n', 'voices', 'growth'] as const;

/**
 * Topics that were found since an instant and not the week before already, the most unlikely first, so many at most;
 * without those that somebody has accepted or dismissed meanwhile.
 */
export async function newThemes(ctx: Context, since: string, most: number): Promise<NewTheme[]> {
  const run = await lastRun(ctx);
  if (!run || run.at <= since) return [];
  const [found, before] = await Promise.all([run.week, addDays(run.week, -7)].map((week) => topicsOfWeek(ctx, week)));
  const known = new Set(before?.map(({ topicId }) => phraseOf(topicId)));
  return (found ?? [])
    .filter(({ topicId, status }) => status === 'emerging' && !known.has(phraseOf(topicId)))
    .toSorted((a, b) => a.p - b.p)
    .slice(0, most)
    .map((one) => pick(one, themeFields));
}

/** Records that the caller may see and that may be quoted: an answer of an anonymous survey never is, however many there are. */
async function quotable(ctx: Context, ids: readonly Id<'feedback'>[]): Promise<Map<Id<'feedback'>, Feedback>> {
  const records = await findAll(ctx, [...new Set(ids)], { ConsistentRead: true });
  const open = records.filter((record) => record.templateVersion === undefined && isVisible(ctx, record));
  return new Map(open.map((record) => [record.feedbackId, record]));
}

function shown(stored: StoredTopic, records: ReadonlyMap<Id<'feedback'>, Feedback>): EmergingTopic {
  const { feedbackIds, topic } = stored;
  const people = new Set<string>();
  const quotes: EmergingTopic['quotes'] = [];
  for (const record of feedbackIds.flatMap((id) => records.get(id) ?? [])) {
    const [person, text] = [personOf(record), quoteOf(record, topic)];
    if (quotes.length >= QUOTES || people.has(person) || text === undefined) continue;
    people.add(person);
    quotes.push({ feedbackId: record.feedbackId, text });
  }
  return { ...pick(stored, toldFields), quotes };
}

/** What was said around a phrase, always masked; undefined where it is too short or the phrase is not there any more. */
export function quoteOf(record: Feedback, topic: string): string | undefined {
  const [first = ''] = topic.split(' ');
  for (const field of ['comments', 'subject'] as const) {
    const text = coverText(record[field] ?? '', [field], record).trim();
    const at = text.toLowerCase().indexOf(first);
    if (at < 0 || text.length < SHORTEST) continue;
    const start = Math.max(0, Math.min(at - (LONGEST - first.length) / 2, text.length - LONGEST));
    return text
      .slice(start, start + LONGEST)
      .toWellFormed()
      .trim();
  }
  return undefined;
}

/** The taxonomy with a topic in it, as a draft; 400 where the node is unknown or retired. */
export async function accept(
  ctx: Context,
  { topicId, body: { nodeId } }: One & { body: AcceptTopic },
): Promise<TaxonomyDraft> {
  const { topic, language } = await visible(ctx, topics, topicId);
  const { nodes } = await getTaxonomy(ctx, {});
  const word = topic.slice(0, 50);
  const under = languagesByPart.keyPhrases.includes(language) ? language : ANY_LANGUAGE;
  const target = nodes.find(({ id, retiredAt }) => id === nodeId && retiredAt === undefined);
  if (nodeId !== undefined && !target) throw invalid({ pointer: '#/nodeId', detail: 'names no node that is in use' });
  const added: TaxonomyNode = target
    ? {
        ...target,
        synonyms: { ...target.synonyms, [under]: [...new Set([...(target.synonyms?.[under] ?? []), word])] },
      }
    : {
        id: freeId(topic, new Set(nodes.map(({ id }) => id))),
        kind: 'theme',
        name: topic.slice(0, 100),
        synonyms: { [under]: [word] },
      };
  // The answer is the draft, not the topic.
  await change({ ...ctx, idempotency: undefined }, topics, topicId, 'accept', (before) => ({
    ...before,
    status: 'accepted' as const,
  }));
  return { nodes: target ? nodes.map((node) => (node === target ? added : node)) : [...nodes, added] };
}

/** Takes a topic from the list and keeps its phrase silent for 180 days. */
export async function dismiss(ctx: Context, { topicId }: One): Promise<One> {
  await visible(ctx, topics, topicId);
  await silence(ctx, topicId);
  await change({ ...ctx, idempotency: undefined }, topics, topicId, 'dismiss', (before) => ({
    ...before,
    status: 'dismissed' as const,
  }));
  return { topicId };
}
