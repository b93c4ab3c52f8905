import { setTimeout as sleep } from 'node:timers/promises';
import { analysisRoutes } from '../../shared/analysis/analysis.routes.ts';
import { feedbackRoutes } from '../../shared/feedback/feedback.routes.ts';
import { client, type ClientOptions } from '../../shared/http/client.ts';
import { jobRoutes } from '../../shared/job/job.routes.ts';
import { reviewSampleRoutes } from '../../shared/review-sample/review-sample.routes.ts';
import { taxonomyRoutes } from '../../shared/taxonomy/taxonomy.routes.ts';
import type { TaxonomyNode } from '../../shared/taxonomy/taxonomy.schema.ts';
import { type Mood, phrases } from './phrases.ts';

const CORRECTED = 6;
const JUDGED = 30;
const SEED = 1;
/** Texts are analysed some seconds after they came. */
const ANALYSED_MS = 60_000;
const LOOK_MS = 2_000;
/** How far back the demo company's feedback reaches. */
const DAYS = 91;
const DAY_MS = 86_400_000;

const sentiments = { good: 'positive', fair: 'neutral', bad: 'negative' } as const satisfies Record<Mood, string>;
const moods = new Map(
  Object.values(phrases).flatMap((topics) =>
    Object.values(topics).flatMap((byMood) =>
      (Object.entries(byMood) as [Mood, readonly string[]][]).flatMap(([mood, texts]) =>
        texts.map((text): [string, Mood] => [text, mood]),
      ),
    ),
  ),
);

/**
 * What the analysts of the demo company have done: tried a draft of a taxonomy, corrected what the engine said of some
 * texts, and judged a random sample of them, each by the mood that the text was written for. What is there already is left
 * alone.
 */
export async function understandDemo(access: ClientOptions, signal: AbortSignal): Promise<void> {
  await tryTaxonomy(access);
  await untilAnalysed(access, signal);
  await correctSome(access, signal);
  await judgeSample(access, signal);
}

async function tryTaxonomy(access: ClientOptions): Promise<void> {
  const { items } = await client(jobRoutes, access).list({ query: { kind: 'taxonomyTrial' } });
  if (items.length > 0) return;
  const nodes: TaxonomyNode[] = [
    {
      id: 'money',
      kind: 'category',
      name: 'Money',
      synonyms: { en: ['invoice', 'refund', 'price'], de: ['Rechnung'] },
    },
    { id: 'parcel', kind: 'category', name: 'Parcel', synonyms: { en: ['parcel', 'delivery', 'late'] } },
    { id: 'late', kind: 'category', name: 'Late', parent: 'parcel', synonyms: { en: ['late', 'delay'] } },
  ];
  await client(taxonomyRoutes, access).startTrial({ body: { nodes, sample: 300 } });
}

/** Waits until half of the latest texts have been analysed. */
async function untilAnalysed(access: ClientOptions, signal: AbortSignal): Promise<void> {
  const until = Date.now() + ANALYSED_MS;
  while (Date.now() < until) {
    const { items } = await client(feedbackRoutes, access).list({ query: { hasText: 'true', limit: 100 } });
    if (items.filter(({ analysis }) => analysis?.status === 'done').length > items.length / 2) return;
    await sleep(LOOK_MS, undefined, { signal });
  }
}

/** Corrects sentiments that are not those of the mood, as people do where they notice one. */
async function correctSome(access: ClientOptions, signal: AbortSignal): Promise<void> {
  const api = client(feedbackRoutes, access);
  const { items } = await api.list({ query: { hasText: 'true', limit: 100 } });
  if (items.some(({ analysis }) => analysis?.correctedBy !== undefined)) return;
  const wrong = items.flatMap(({ feedbackId, comments = '', analysis }) => {
    const mood = moods.get(comments);
    const sentiment = mood && sentiments[mood];
    return analysis?.sentiment && sentiment && sentiment !== analysis.sentiment ? [{ feedbackId, sentiment }] : [];
  });
  for (const { feedbackId, sentiment } of wrong.slice(0, CORRECTED)) {
    signal.throwIfAborted();
    await api.correct({ params: { feedbackId }, body: { sentiment } });
  }
}

async function judgeSample(access: ClientOptions, signal: AbortSignal): Promise<void> {
  const day = (ago: number): string => new Date(Date.now() - ago * DAY_MS).toISOString().slice(0, 10);
  const { sample } = await client(analysisRoutes, access).precision({ query: { from: day(DAYS), to: day(0) } });
  if (sample.judged > 0) return;
  const api = client(reviewSampleRoutes, access);
  const drawn = await api.create({ body: { filter: {}, n: JUDGED, seed: SEED } });
  const params = { sampleId: drawn.sampleId };
  for (;;) {
    signal.throwIfAborted();
    const { next } = await api.next({ params });
    if (!next) return;
    const mood = moods.get(next.comments ?? '') ?? 'fair';
    const { feedbackId } = next;
    const body = { feedbackId, sentiment: sentiments[mood], urgency: 'normal' as const, emotions: [], topics: [] };
    await api.judge({ params, body });
  }
}
