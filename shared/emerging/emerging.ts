import { coverText } from '../analysis/masking.ts';
import { languagesByPart } from '../analysis/capabilities.ts';
import { getMany } from '../feedback/feedback.ts';
import { findAll } from '../feedback/feedback.walk.ts';
import type { Feedback } from '../feedback/feedback.schema.ts';
import { invalid } from '../http/problem.ts';
import { personOf } from '../initiative/voices.ts';
import { change, visible } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { pick } from '../kernel/json.ts';
import { ANY_LANGUAGE } from '../taxonomy/node-rules.ts';
import { freeId } from '../taxonomy/of-settings.ts';
import { get as getTaxonomy } from '../taxonomy/taxonomy.ts';
import type { TaxonomyNode } from '../taxonomy/taxonomy.schema.ts';
import { lastRun, silence, topics, topicsOfWeek } from './emerging.store.ts';
import type {
  AcceptTopic,
  EmergingQuery,
  EmergingTopic,
  EmergingTopics,
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
  const items: EmergingTopic[] = [];
  for (const one of found) items.push(await shown(ctx, one));
  return { week: of, items, asOf: run?.at ?? ctx.now.toISOString() };
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

async function shown(ctx: Context, stored: StoredTopic): Promise<EmergingTopic> {
  const { feedbackIds, topic } = stored;
  // An answer of an anonymous survey is never quoted, however many there are.
  const anonymous = new Set(
    (await findAll(ctx, feedbackIds))
      .filter(({ templateVersion }) => templateVersion !== undefined)
      .map(({ feedbackId }) => String(feedbackId)),
  );
  const people = new Set<string>();
  const quotes: EmergingTopic['quotes'] = [];
  for (const record of await getMany(ctx, feedbackIds)) {
    const [person, text] = [personOf(record), quoteOf(record, topic)];
    if (quotes.length >= QUOTES || people.has(person) || anonymous.has(record.feedbackId) || text === undefined)
      continue;
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
