import { batchGet } from '../kernel/batch-get.ts';
import type { Context } from '../kernel/context.ts';
import { asId } from '../kernel/id-kinds.ts';
import { idTime } from '../kernel/ids.ts';
import { walkPartition } from '../kernel/walk.ts';
import type { RecordSource } from '../metrics/record-source.ts';
import { decisionPartition, hasDecision } from '../survey/decision.store.ts';
import { hasSurvey, surveyMonths, walkSurveys } from '../survey/survey.walk.ts';
import { CountableDecision } from './decision.counted.ts';
import type { CountableSurvey } from './survey.counted.ts';

/** An index may be behind what was just written. */
const INDEX_LAG_MS = 3_600_000;

/** A company's surveys as the truth behind their numbers. */
export const surveySource = (ctx: Context): RecordSource<CountableSurvey> => ({
  months: () => surveyMonths(ctx),
  walk: async function* (month, how) {
    for await (const page of walkSurveys(ctx, month, how))
      yield page.map((record) => ({
        id: record.surveyId,
        page: record.surveyId,
        revision: record.version,
        updatedAt: record.updatedAt,
        record,
      }));
  },
  exists: async (text) => {
    const surveyId = asId('survey', text);
    return surveyId !== undefined && hasSurvey(ctx, surveyId);
  },
});

/** The decisions to ask or not, by the index of their months. */
export const decisionSource = (ctx: Context): RecordSource<CountableDecision> => ({
  months: () => surveyMonths(ctx),
  walk: async function* (month, { consistent = true } = {}) {
    const pages = walkPartition<{ pk: string; sk: string }>(ctx, decisionPartition(ctx.companyId, month), {
      index: 'gsi2',
    });
    for await (const found of pages) {
      const items = await batchGet(
        ctx,
        found.map(({ pk, sk }) => ({ pk, sk })),
        { ConsistentRead: consistent },
      );
      yield items.map((item) => {
        const record = CountableDecision.parse(item);
        return { id: record.decisionId, page: record.decisionId, revision: 1, updatedAt: record.at, record };
      });
    }
  },
  exists: async (text) => {
    const decisionId = asId('decision', text);
    if (decisionId === undefined) return false;
    return ctx.now.getTime() - idTime(decisionId).getTime() < INDEX_LAG_MS || hasDecision(ctx, decisionId);
  },
});
