import { setTimeout as sleep } from 'node:timers/promises';
import { feedbackRoutes } from '../../shared/feedback/feedback.routes.ts';
import { client } from '../../shared/http/client.ts';
import { metricsRoutes } from '../../shared/metrics/metrics.routes.ts';
import type { Access } from '../scenarios/send.ts';

/** Milliseconds from sending a complaint until its company's numbers hold it, and until its analysis is done. */
export type Took = { counted: number; analysed: number };

const LOOK_MS = 250;
const GIVE_UP_MS = 120_000;

async function untilTrue(began: number, look: () => Promise<boolean>): Promise<number> {
  for (;;) {
    if (await look()) return performance.now() - began;
    if (performance.now() - began > GIVE_UP_MS) return Infinity;
    await sleep(LOOK_MS);
  }
}

/** The last complaints, too, shall meet the import. */
const SPREAD = 0.95;

/**
 * Sends complaints one after the other, spread over an import: `done` says which part of it is done, `ended` whether it
 * is over, and then no more are sent. Adds each to `took`.
 */
export async function spread(
  complain: () => Promise<Took>,
  { count, took, done, ended }: { count: number; took: Took[]; done: () => number; ended: () => boolean },
): Promise<void> {
  while (took.length < count && !ended()) {
    if (done() / SPREAD < took.length / count) await sleep(LOOK_MS);
    else took.push(await complain());
  }
}

/** Sends a company's critical complaints, one each call, and waits until it is counted and analysed. */
export function complaintsOf(access: Access, run: string): () => Promise<Took> {
  let number = 0;
  const feedback = client(feedbackRoutes, access);
  const metrics = client(metricsRoutes, access);
  const counted = async (): Promise<number> => {
    const today = new Date().toISOString().slice(0, 10);
    return (await metrics.read({ params: { name: 'volume' }, query: { from: today } })).total.n;
  };
  return async () => {
    number += 1;
    const before = await counted();
    const began = performance.now();
    const { feedbackId } = await feedback.submit({
      body: {
        source: 'support_ticket',
        type: 'complaint',
        externalId: `${run}-complaint-${number}`,
        comments: `There was a data breach, strangers can see my invoices. Number ${number} of today.`,
        scores: [{ metric: 'csat', value: 1, scaleMin: 1, scaleMax: 5 }],
      },
    });
    const [untilCounted, untilAnalysed] = await Promise.all([
      untilTrue(began, async () => (await counted()) > before),
      untilTrue(began, async () => {
        const { analysis } = await feedback.get({ params: { feedbackId } });
        return analysis?.status === 'done' && analysis.urgency === 'critical';
      }),
    ]);
    return { counted: untilCounted, analysed: untilAnalysed };
  };
}
