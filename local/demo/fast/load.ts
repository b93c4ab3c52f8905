import { list } from '../../../shared/feedback/feedback.list.ts';
import { writesOf } from '../../../shared/kernel/change.ts';
import { eachBatch } from '../../../shared/kernel/batches.ts';
import { enlist } from '../../../shared/kernel/companies.ts';
import { type Context, systemContext } from '../../../shared/kernel/context.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { tableName } from '../../../shared/kernel/table.ts';
import { commit } from '../../../shared/kernel/write.ts';
import { countingSettings } from '../../../shared/metrics/counting-settings.ts';
import { countedByRow } from '../../../shared/metrics/sweep.ts';
import { csatTemplate } from '../../../shared/survey-template/ready-made/csat.ts';
import { SurveyTemplateInput } from '../../../shared/survey-template/survey-template.schema.ts';
import { templates } from '../../../shared/survey-template/survey-template.store.ts';
import { demoHistory, type History } from '../history/generate.ts';
import { feedbackRows, findingsFor, putsIn } from './feedback.ts';
import type { Row } from './folded.ts';
import { surveyRows } from './surveys.ts';

/** So many rows are one commit of the table; in a BatchWrite each row is one. DynamoDB allows 100. */
const PER_COMMIT = 100;

/** Whatever hour a company is filled at: two fills of a day are equal. */
export const beginningOf = (at: Date): Date => new Date(`${at.toISOString().slice(0, 10)}T00:00:00.000Z`);

/** Who fills a company, at what time. */
export const companyOf = (companyId: string, now: Date): Context =>
  systemContext(companyId, 'demo', { now, requestId: 'demo-history' });

/** The template that the surveys of the history asked by; nothing sets it off any more. */
const templateBody = () =>
  SurveyTemplateInput.parse({ ...csatTemplate, name: 'After a ticket, until today', triggerEvents: [] });

/** All rows of a history, made in memory. Asks the analysis service once for each distinct text. */
export async function rowsOf(ctx: Context, history: History): Promise<Row[]> {
  const { said, asked } = history;
  const [found, settings] = await Promise.all([findingsFor(said), countingSettings(ctx)]);
  const templateId = deterministicId('template', ctx.now, ctx.companyId);
  const { after: template, writes } = writesOf(
    ctx,
    templates,
    undefined,
    { ...templateBody(), templateId },
    { action: 'create' },
  );
  const answers = new Map(said.map((one) => [one.externalId, one]));
  const about = { companyId: ctx.companyId, template, answers, now: ctx.now };
  const { key, countedBy } = countedByRow(ctx, settings);
  return [
    ...feedbackRows(ctx, said, found, settings),
    ...surveyRows(about, asked, settings),
    ...putsIn(writes),
    // Without it the first sweep would count all of it anew.
    { ...key, ...countedBy },
  ];
}

/**
 * Fills a company that has no feedback with the history of 24 months until the day before `now`: all rows that the product
 * would have made of it, in BatchWrites. Throws where the company has any feedback.
 */
export async function loadHistory(
  companyId: string,
  { seed, now: at, planted = true }: { seed: number; now: Date; planted?: boolean },
): Promise<{ history: History; rows: number }> {
  const now = beginningOf(at);
  const ctx = companyOf(companyId, now);
  const { items } = await list(ctx, { limit: 1 });
  if (items.length > 0)
    throw new Error(`company ${companyId} has feedback already: the demo data is for an empty company only`);
  const history = demoHistory({ seed, now, planted });
  const rows = await rowsOf(ctx, history);
  await enlist(ctx);
  await eachBatch(rows, { size: PER_COMMIT, parallel: 2 }, (batch) =>
    commit(
      ctx,
      batch.map((Item) => ({ Put: { TableName: tableName(), Item } })),
    ),
  );
  return { history, rows: rows.length };
}
