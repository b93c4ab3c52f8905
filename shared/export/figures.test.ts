import { describe, expect, test } from 'vitest';
import { countedKinds } from '../counted-kinds.ts';
import { submitMany } from '../feedback/feedback.bulk.ts';
import { exclude } from '../feedback/feedback.ts';
import { again, aSubmission } from '../feedback/testing/given.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { type MetricName, metricNames, metrics } from '../metrics/definitions.ts';
import type { Grouping } from '../metrics/metric.ts';
import { read } from '../metrics/metrics.ts';
import type { MetricReport } from '../metrics/metrics.schema.ts';
import { sweep } from '../metrics/sweep.ts';
import { aContext } from '../testing/context.ts';
import { useFiles } from '../testing/files.ts';
import { useQueues } from '../testing/queues.ts';
import type { ExportFormat } from './export.schema.ts';
import { done, filesIn, type Row, rowsIn, starting } from './testing/exporting.ts';

useQueues();
const files = useFiles();
const formats = ['csv', 'ndjson', 'parquet', 'xlsx'] as const;
const range = { from: '2026-09-03', to: '2026-10-31' };
const months = [
  { from: range.from, to: '2026-09-30' },
  { from: '2026-10-01', to: range.to },
];
const SIZES = { chunk: 60, parquetRows: 40, sheetRows: 10_000 };

/** Forty counted records of September and October, two of them excluded. */
async function aCompany(): Promise<Context> {
  const ctx = aContext();
  const items = Array.from({ length: 40 }, (_, at) => ({
    ...aSubmission({
      scores: [
        { metric: 'nps', value: at % 11, scaleMin: 0, scaleMax: 10 },
        { metric: 'csat', value: (at % 5) + 1, scaleMin: 1, scaleMax: 5 },
      ],
      category: ['billing', '=1+1'][at % 2],
      snapshot: {
        agentId: `agent-${at % 3}`,
        teamId: 'team-1',
        resolutionMinutes: at,
        firstContactResolved: at % 2 === 0,
      },
    }),
    occurredAt: new Date(Date.UTC(2026, 8, 1 + at, 12)).toISOString(),
  }));
  const { results } = await submitMany(again(ctx), { items });
  for (const { feedbackId } of results.slice(5, 7))
    await exclude(again(ctx), { feedbackId: feedbackId as Id<'feedback'>, reason: 'spam' });
  for (const kind of countedKinds) await sweep(ctx, kind);
  return ctx;
}

const asked = (ctx: Context, format: ExportFormat, more: object = {}) =>
  starting(ctx, 'metrics', { format, filter: range, ...more });
const rowsOf = async (ctx: Context, format: ExportFormat, more: object = {}): Promise<Row[]> =>
  rowsIn(files, ctx, await done(ctx, await asked(ctx, format, more), undefined, SIZES));

type Told = {
  metric: MetricName;
  variant?: 'wall';
  grain: 'day' | 'month';
  by?: Grouping;
  key?: string;
  period: string;
  n: number;
};
/** What the API says in the place of each row, asked once for all periods of a key. */
function ofApi(ctx: Context): (row: Told) => Promise<MetricReport['series'][number] | undefined> {
  const asked = new Map<string, ReturnType<typeof read>>();
  return async ({ metric: name, variant, grain, by, key, period }) => {
    const days = months.find(({ to }) => to.startsWith(period.slice(0, 7)));
    const place = JSON.stringify([name, variant, by, key, days]);
    const report = asked.get(place) ?? read(again(ctx), { name, variant, ...days, grain, by, key });
    asked.set(place, report);
    return (await report).series.find((point) => point.period === period);
  };
}
/** Numbers as CSV has them; nothing where a format has null. */
const asCell = (cell: unknown): unknown => (typeof cell === 'number' ? String(cell) : (cell ?? ''));

const dimensions = ['agent', 'source', 'category'] as const;
/** As a whole from the company, from groups, from buckets; shares, means and counts. */
const kinds = ['nps', 'csat_pct', 'volume', 'agent_rating', 'resolution_correlation', 'alert_opened'] as const;

describe('exported metrics', () => {
  test.each(['day', 'month'] as const)(
    'by %s say of each period and key what the API says, and leave none out',
    async (grain) => {
      const ctx = await aCompany();
      const rows = (await rowsOf(ctx, 'ndjson', { grain, metrics: kinds, by: dimensions })) as Told[];
      const api = ofApi(ctx);
      for (const row of rows) {
        const { value, n, marginOfError, breakdown } = row as Told & Row;
        const said = await api(row);
        expect({ value, n, marginOfError, breakdown }).toEqual({
          value: said?.value,
          n: said?.n,
          marginOfError: said?.marginOfError,
          breakdown: said?.breakdown,
        });
      }
      for (const name of kinds) {
        const { series } = await read(again(ctx), { name, ...range, grain });
        const whole = rows.filter((row) => row.metric === name && row.by === undefined && row.n > 0);
        expect(whole.map(({ period }) => period)).toEqual(series.filter(({ n }) => n > 0).map(({ period }) => period));
        for (const by of dimensions.filter((one) => metrics[name].dimensions.includes(one))) {
          const { groups } = await read(again(ctx), { name, ...range, grain, by });
          const keys = new Set(rows.filter((row) => row.metric === name && row.by === by).map(({ key }) => key));
          expect(keys).toEqual(new Set(groups.map(({ key }) => key)));
        }
      }
      expect(rows.length).toBeGreaterThan(grain === 'day' ? 200 : 25);
    },
  );

  test.each(formats)(
    'as %s say the same, in the same order, and come to the same bytes when workers are killed',
    async (format) => {
      const ctx = await aCompany();
      const more = { metrics: ['nps', 'csat_avg', 'volume'], by: ['agent', 'category'] };
      const lines = (await rowsOf(ctx, 'ndjson', more)) as (Told & { value: number | null; excluded: object })[];
      expect(lines.some(({ excluded }) => Object.keys(excluded).length > 0)).toBe(true);
      const job = await done(ctx, await asked(ctx, format, more), undefined, SIZES);
      const rows = await rowsIn(files, ctx, job);
      expect(job.result?.rows).toBe(lines.length);
      const guarded = (text: string): string => (format === 'csv' ? text.replace(/^=/, "'=") : text);
      const told = (cells: readonly unknown[]): string => JSON.stringify(cells);
      const cells = rows.map((row) =>
        told(['metric', 'by', 'key', 'period', 'n', 'value'].map((name) => asCell(row[name]))),
      );
      const plain = ({ metric, by, key, period, n, value }: Told & { value: number | null }): string =>
        told([metric, by, key && guarded(key), period, n, value].map(asCell));
      expect(cells).toEqual(lines.map(plain));
      const killed = await done(ctx, await asked(ctx, format, more), (part) => part % 2 === 0 && part < 10, SIZES);
      expect(filesIn(files, ctx, killed)).toEqual(filesIn(files, ctx, job));
    },
  );

  test('are those of all months that hold records unless days are given', async () => {
    const ctx = await aCompany();
    const rows = (await rowsOf(ctx, 'ndjson', { filter: {}, metrics: ['volume'], by: [], grain: 'month' })) as Told[];
    expect(rows).toMatchObject([
      { period: '2026-09', n: 28, excluded: { spam: 2 } },
      { period: '2026-10', n: 10 },
    ]);
  });

  test('of a company without records are a file with a header', async () => {
    const ctx = aContext();
    const job = await done(ctx, await starting(ctx, 'metrics', { format: 'csv' }), undefined, SIZES);
    expect(job.result).toMatchObject({ rows: 0 });
    expect(filesIn(files, ctx, job).get('metrics.csv')?.toString()).toMatch(/^\uFEFFmetric,variant,grain,period,/);
  });

  test('of each person are for those who hand follow-ups out', async () => {
    const ctx = aContext();
    const analyst = aContext({ companyId: ctx.companyId, role: 'analyst' });
    await expect(asked(analyst, 'csv', { by: ['owner'] })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await asked(analyst, 'csv')).toMatchObject({ status: 'queued' });
    expect(await asked(ctx, 'csv', { by: ['owner'] })).toMatchObject({ status: 'queued' });
  });

  const live = metricNames.find((name) => metrics[name].live !== undefined) as MetricName;
  test.each([
    [{ metrics: [live] }, '#/metrics/0'],
    [{ metrics: ['nps'], by: ['endpoint'] }, '#/by/0'],
    [{ filter: { from: '2010-01-01', to: '2026-01-01' } }, '#/filter/from'],
    [{ filter: { from: '2026-01-01', source: 'api' } }, '#/filter/source'],
    [{ columns: ['nps'] }, '#/columns/0'],
  ])('with %j are refused', async (wrong, pointer) => {
    await expect(asked(aContext(), 'csv', wrong)).rejects.toMatchObject({
      code: 'validation-failed',
      errors: [{ pointer }],
    });
  });

  test('alone are asked for by grain, metrics and dimensions', async () => {
    const more = { format: 'csv', grain: 'day', metrics: ['nps'], by: [] };
    await expect(starting(aContext(), 'feedback', more)).rejects.toMatchObject({
      errors: [{ pointer: '#/grain' }, { pointer: '#/metrics' }, { pointer: '#/by' }],
    });
  });
});
