import { describe, expect, test } from 'vitest';
import { given } from '../feedback/testing/given.ts';
import type { Context } from '../kernel/context.ts';
import { read } from '../metrics/metrics.ts';
import { knows } from '../people/testing/given.ts';
import { Snapshot } from '../report/snapshot.schema.ts';
import type { SnapshotSection } from '../report/snapshot-section.schema.ts';
import { aContext } from '../testing/context.ts';
import { figuresIn } from './figures-in.ts';
import { fingerprintOf } from './fingerprint.ts';
import { oneReading } from './one-reading.ts';
import { answers, answersOn, computedOf, counted, defined, due } from './testing/given.ts';

const company = (more: object = {}) => aContext({ now: due, ...more });
const only = <K extends SnapshotSection['kind']>({ sections: [section] }: Snapshot, kind: K) => {
  if (section?.kind !== kind) throw new Error(`no ${kind}`);
  return section as Extract<SnapshotSection, { kind: K }>;
};
const lastWeek = (scores: readonly number[], more: object = {}) => answersOn('2026-11-16', 7, { scores, ...more });
const weekBefore = (scores: readonly number[], more: object = {}) => answersOn('2026-11-09', 7, { scores, ...more });
const kpis = (...metrics: string[]) => ({ sectionId: 'k', kind: 'kpi_row', metrics });

describe('a snapshot', () => {
  test('holds what the API says of the same days, with its comparisons as one family', async () => {
    const ctx = company();
    await counted(ctx, [...weekBefore([4, 5, 5]), ...lastWeek([3, 4, 5])]);
    const snapshot = Snapshot.parse(await computedOf(ctx, defined([kpis('csat_avg', 'csat_pct', 'volume')])));
    const { figures, state } = only(snapshot, 'kpi_row');
    expect(state).toBe('ok');
    const range = { from: '2026-11-16', to: '2026-11-22' };
    expect(snapshot).toMatchObject({ period: { ...range, named: 'last_week' }, run: { asOf: ctx.now.toISOString() } });
    for (const { figure, previous } of figures) {
      const alone = await read(ctx, { name: figure.metric, ...range, grain: 'total', compare: 'previous' });
      expect(figure).toEqual(alone.total);
      expect(previous).toMatchObject({ family: 3, p: alone.comparisons?.previous?.p });
    }
    expect(snapshot.formulas.map(({ metric }) => metric)).toEqual(['csat_avg', 'csat_pct', 'volume']);
  });

  test('a report due Monday 07:00 and run Tuesday 09:00 covers the same week', async () => {
    const days = async (dueAt: string, now: string) =>
      (await computedOf(aContext({ now: new Date(now) }), defined([kpis('nps')]), { dueAt })).period;
    const monday = await days('2026-11-23T07:00:00.000Z', '2026-11-23T07:00:10.000Z');
    expect(monday).toMatchObject({ from: '2026-11-16', to: '2026-11-22' });
    expect(await days('2026-11-23T07:00:00.000Z', '2026-11-24T09:00:00.000Z')).toEqual(monday);
  });

  test('reads counters that several sections need once, and reads again what has moved meanwhile', async () => {
    const ctx = company();
    await counted(ctx, lastWeek([3, 4, 5]));
    const sections = ['csat_avg', 'csat_pct', 'ces_avg'].map((metric) => ({
      ...kpis(metric),
      sectionId: metric.replace('_', '-'),
    }));
    const one = oneReading(ctx);
    const readings = ['csat_avg', 'csat_pct'] as const;
    for (const name of readings) await read(one.ctx, { name, from: '2026-11-16', to: '2026-11-22', grain: 'day' });
    expect(one.reads()).toBe(1);
    expect(await one.moved()).toBe(false);
    await counted(ctx, answers({ day: '2026-11-18', scores: [1] }));
    expect(await one.moved()).toBe(true);
    expect(
      (await read(one.ctx, { name: 'csat_avg', from: '2026-11-16', to: '2026-11-22', grain: 'total' })).total.n,
    ).toBe(22);
    expect(await one.moved()).toBe(false);
    expect((await computedOf(ctx, defined(sections))).run.mixed).toBeUndefined();
  });

  test('says that it is mixed where counters move during every reading', async () => {
    const ctx = company();
    await counted(ctx, lastWeek([3, 4, 5]));
    // Each query of a counter row finds one more answer than the one before.
    const send = ctx.db.send.bind(ctx.db) as (command: object) => Promise<{ Items?: object[] }>;
    let count = 0;
    const moving = async (command: object) => {
      const reply = await send(command);
      const input = (command as { input?: { ExpressionAttributeValues?: Record<string, string> } }).input;
      if (!String(input?.ExpressionAttributeValues?.[':pk']).includes('#m#')) return reply;
      return { ...reply, Items: (reply.Items ?? []).map((item) => ({ ...item, volume: ++count })) };
    };
    const unsteady: Context = { ...ctx, db: { send: moving as unknown as Context['db']['send'] } };
    expect((await computedOf(unsteady, defined([kpis('volume')]))).run.mixed).toBe(true);
  });

  test('a section that its owner may not read says so, and the others are there', async () => {
    const ctx = company({ scope: ['metrics:read'] });
    await counted(ctx, lastWeek([3, 4, 5]));
    const sections = [
      kpis('csat_avg'),
      { sectionId: 'a', kind: 'alerts' },
      { sectionId: 'v', kind: 'verbatims' },
      { sectionId: 'f', kind: 'follow_ups' },
      { sectionId: 's', kind: 'funnel' },
    ];
    const { sections: shown } = await computedOf(ctx, defined(sections));
    expect(shown.map(({ state }) => state)).toEqual(['ok', 'forbidden', 'forbidden', 'forbidden', 'forbidden']);
  });

  test('too few answers and none at all are told apart', async () => {
    const ctx = company();
    await counted(ctx, answers({ day: '2026-11-18', scores: [3, 4, 5] }));
    const { sections } = await computedOf(ctx, defined([kpis('csat_avg'), { ...kpis('nps'), sectionId: 'n' }]));
    expect(sections.map(({ state }) => state)).toEqual(['too_few', 'empty']);
  });

  test('what a metric left out is told once, of the period of the report', async () => {
    const ctx = company();
    await counted(ctx, [
      ...lastWeek([3, 4, 5]),
      ...answers({ day: '2026-11-18', scores: [1], more: { excluded: { reason: 'spam' } } }),
    ]);
    const { excluded } = await computedOf(ctx, defined([kpis('csat_avg')]));
    expect(excluded).toEqual([{ metric: 'csat_avg', reasons: { spam: 1 } }]);
  });
});

describe('sections of numbers', () => {
  test('a trend has a point for each week, and beside it those of the period before', async () => {
    const ctx = company();
    await counted(ctx, [...answersOn('2026-11-02', 7, { scores: [5, 5] }), ...weekBefore([4, 4]), ...lastWeek([3, 4])]);
    const section = { sectionId: 't', kind: 'trend', metric: 'csat_avg', grain: 'week' };
    const snapshot = await computedOf(ctx, defined([section], { period: 'last_2_weeks' }));
    const { series, previous, total } = only(Snapshot.parse(snapshot), 'trend');
    expect(series).toMatchObject([
      {
        key: '',
        points: [
          { period: '2026-11-09', value: 4, n: 14 },
          { period: '2026-11-16', value: 3.5, n: 14 },
        ],
      },
    ]);
    expect(previous).toMatchObject([
      { period: '2026-10-26', value: null, n: 0 },
      { period: '2026-11-02', value: 5, n: 14 },
    ]);
    expect(total).toMatchObject({ figure: { value: 3.75, n: 28 } });
  });

  test('a trend by agent has a line for each of the five with the most answers, by their names', async () => {
    const ctx = company();
    await knows(ctx, 'ada');
    const some = ['ada', 'b', 'c', 'd', 'e', 'f'].flatMap((agentId, index) =>
      answers({ day: '2026-11-18', scores: Array.from({ length: 9 - index }, () => 4), agentId }),
    );
    await counted(ctx, some);
    const section = { sectionId: 't', kind: 'trend', metric: 'csat_avg', by: 'agent' };
    const { series } = only(await computedOf(ctx, defined([section])), 'trend');
    expect(series.map(({ label }) => label)).toEqual(['ada', 'b', 'c', 'd', 'e']);
    expect(series[0]?.points).toHaveLength(7);
  });

  test('a breakdown is sorted by answers, by value or by change, and says how many groups there are', async () => {
    const ctx = company();
    const team = (teamId: string, before: readonly number[], now: readonly number[]) => [
      ...weekBefore(before, { teamId }),
      ...lastWeek(now, { teamId }),
    ];
    await counted(ctx, [...team('a', [5, 5, 5], [3, 3, 3]), ...team('b', [4, 4], [5, 5]), ...team('c', [3], [3])]);
    const keys = async (order: string, top = 10) => {
      const section = { sectionId: 'b', kind: 'breakdown', metric: 'csat_avg', by: 'team', order, top };
      const { rows, of } = only(Snapshot.parse(await computedOf(ctx, defined([section]))), 'breakdown');
      return { keys: rows.map(({ key }) => key).join(''), of };
    };
    expect(await keys('n')).toEqual({ keys: 'abc', of: 3 });
    expect(await keys('n', 1)).toEqual({ keys: 'a', of: 3 });
    expect((await keys('value')).keys).toMatch(/^b/);
    expect((await keys('change')).keys).toBe('abc');
  });

  test('a table has a row for each key of any of its metrics, and an empty cell where one has none', async () => {
    const ctx = company();
    const nps = { scores: [{ metric: 'nps', value: 9, scaleMin: 0, scaleMax: 10 }] };
    await counted(ctx, [
      ...lastWeek([4, 5], { teamId: 'a' }),
      ...answers({ day: '2026-11-17', scores: [1, 1, 1], teamId: 'b', more: nps }),
    ]);
    const section = { sectionId: 't', kind: 'table', metrics: ['csat_avg', 'nps'], by: 'team' };
    const { rows, total } = only(Snapshot.parse(await computedOf(ctx, defined([section]))), 'table');
    expect(rows.map(({ key, cells }) => [key, ...cells.map((cell) => cell?.value ?? null)])).toEqual([
      ['a', 4.5, null],
      ['b', null, 100],
    ]);
    expect(total.map(({ value }) => value)).toEqual([4.5, 100]);
  });

  test('drivers are those of the analysis, with both figures', async () => {
    const ctx = company();
    const team = (teamId: string, before: readonly number[], now: readonly number[]) => [
      ...weekBefore(before, { teamId }),
      ...lastWeek(now, { teamId }),
    ];
    await counted(ctx, [...team('a', [5, 5, 5], [2, 2, 2]), ...team('b', [4, 4], [4, 4])]);
    const section = { sectionId: 'd', kind: 'drivers', metric: 'csat_avg', by: 'team' };
    const { delta, groups, before, now } = only(Snapshot.parse(await computedOf(ctx, defined([section]))), 'drivers');
    expect(delta).toBeCloseTo(-1.8, 9);
    expect(groups[0]).toMatchObject({
      key: 'a',
      kind: 'key',
      total: expect.closeTo(-1.8, 9),
      clear: true,
      n: { before: 21, now: 21 },
    });
    expect([before?.value, now?.value]).toEqual([expect.closeTo(4.6, 9), expect.closeTo(2.8, 9)]);
  });

  test('a limit to one team holds for every figure', async () => {
    const ctx = company();
    await counted(ctx, [...lastWeek([1, 1], { teamId: 'a' }), ...lastWeek([5, 5], { teamId: 'b' })]);
    const snapshot = await computedOf(ctx, defined([kpis('csat_avg', 'volume')], { filters: { teamId: 'b' } }));
    expect(only(snapshot, 'kpi_row').figures.map(({ figure }) => figure.value)).toEqual([5, 14]);
    expect(snapshot.filters).toEqual([{ by: 'team', keys: [{ key: 'b', label: 'b' }] }]);
    for (const { scope } of figuresIn(snapshot.sections)) expect(scope).toMatchObject({ by: 'team', key: 'b' });
  });

  test('a scorecard is of one agent, and its team’s average is shown where three have ten answers each', async () => {
    const ctx = company();
    await knows(ctx, 'ada');
    const team = (agentId: string, scores: readonly number[]) => lastWeek(scores, { agentId, teamId: 't' });
    await counted(ctx, [...team('ada', [5, 5]), ...team('b', [3, 3])]);
    const section = { sectionId: 's', kind: 'scorecard', agentId: 'ada' };
    const shown = async () => only(Snapshot.parse(await computedOf(ctx, defined([section]))), 'scorecard');
    expect((await shown()).figures[0]).toMatchObject({ figure: { value: 5, n: 14 }, teamAverage: null });
    await counted(ctx, team('c', [4, 4]));
    expect(await shown()).toMatchObject({
      agent: { key: 'ada', label: 'ada' },
      team: { key: 't' },
      figures: [{ figure: { value: 5 }, teamAverage: 4 }, {}, {}, {}, {}, {}],
    });
  });
});

describe('sections of words', () => {
  const at = (ctx: Context, day: string, body: object) =>
    given(ctx, { ...body, occurredAt: `${day}T10:00:00.000Z` } as never);

  test('verbatims are of the period, match, come in their order, and personal data in them is masked', async () => {
    const ctx = company();
    const score = (value: number) => ({ scores: [{ metric: 'csat', value, scaleMin: 1, scaleMax: 5 }] });
    await at(ctx, '2026-11-17', { comments: 'Call me on +49 30 1234567', category: 'billing', ...score(1) });
    await at(ctx, '2026-11-18', { comments: 'Fine', category: 'billing', ...score(5) });
    await at(ctx, '2026-11-19', { comments: 'Elsewhere', category: 'other', ...score(3) });
    await at(ctx, '2026-11-20', { comments: undefined, category: 'billing', ...score(2) });
    await at(ctx, '2026-11-23', { comments: 'Too late', category: 'billing', ...score(2) });
    const shown = async (more: object) => {
      const section = { sectionId: 'v', kind: 'verbatims', match: { all: { category: 'billing' } }, ...more };
      const { items, of } = only(Snapshot.parse(await computedOf(ctx, defined([section]))), 'verbatims');
      return { texts: items.map(({ text }) => text), of };
    };
    expect(await shown({})).toEqual({ texts: ['Fine', 'Call me on [PHONE]'], of: 2 });
    expect(await shown({ order: 'lowest' })).toEqual({ texts: ['Call me on [PHONE]', 'Fine'], of: 2 });
    expect(await shown({ order: 'highest', count: 1 })).toEqual({ texts: ['Fine'], of: 2 });
  });

  test('what is sampled is the same for one run, and another for others', async () => {
    const ctx = company();
    for (let index = 0; index < 12; index++) await at(ctx, '2026-11-18', { comments: `Text ${index}` });
    const section = { sectionId: 'v', kind: 'verbatims', order: 'sampled', count: 6 };
    const ids = async (dueAt: string) =>
      only(await computedOf(ctx, defined([section], { period: 'this_month' }), { dueAt }), 'verbatims').items.map(
        ({ feedbackId }) => feedbackId,
      );
    const [first, same] = [await ids('2026-11-24T07:00:00.000Z'), await ids('2026-11-24T07:00:00.000Z')];
    expect(same).toEqual(first);
    const others = await Promise.all(
      [8, 9, 10, 11].map((hour) => ids(`2026-11-24T${String(hour).padStart(2, '0')}:00:00.000Z`)),
    );
    expect(others.some((one) => one.join() !== first.join())).toBe(true);
  });

  test('a text is cut into blocks, marks of other languages are text, and placeholders are filled in', async () => {
    const ctx = company();
    await counted(ctx, lastWeek([4]));
    const markdown =
      '# Scores\nCSAT is **{{value:csat_avg}}** in {{period}} at {{company}}.\n<script>alert(1)</script>\n\n- [More](https://example.com/a?b=1)\n- [Bad](javascript:alert(1))\n1. One';
    const { blocks } = only(
      Snapshot.parse(await computedOf(ctx, defined([{ sectionId: 't', kind: 'text', markdown }]))),
      'text',
    );
    expect(blocks).toEqual([
      { type: 'heading', level: 1, spans: [{ text: 'Scores' }] },
      {
        type: 'paragraph',
        spans: [
          { text: 'CSAT is ' },
          { text: '4.0 (n 7)', bold: true },
          { text: ` in 2026-11-16 to 2026-11-22 at ${ctx.companyId}.` },
          { text: ' <script>alert(1)</script>' },
        ],
      },
      {
        type: 'list',
        ordered: false,
        items: [[{ text: 'More', href: 'https://example.com/a?b=1' }], [{ text: '[Bad](javascript:alert(1))' }]],
      },
      { type: 'list', ordered: true, items: [[{ text: 'One' }]] },
    ]);
  });
});

describe('the fingerprint', () => {
  const sections = [kpis('csat_avg'), { sectionId: 'v', kind: 'verbatims', order: 'sampled' }];

  test('of two runs over equal data is equal, whenever they were due', async () => {
    const [ctx, other] = [company(), company()];
    for (const one of [ctx, other]) await counted(one, lastWeek([3, 4, 5]));
    const early = await computedOf(ctx, defined(sections));
    const late = await computedOf({ ...other, now: new Date('2026-11-25T09:00:00.000Z') }, defined(sections), {
      dueAt: '2026-11-25T07:00:00.000Z',
    });
    expect(fingerprintOf(late)).toBe(fingerprintOf(early));
  });

  test('is equal for a difference in the 12th digit, and differs for one that is printed', async () => {
    const ctx = company();
    await counted(ctx, lastWeek([3, 4, 5]));
    const snapshot = await computedOf(ctx, defined(sections));
    const changed = (by: number): Snapshot => {
      const copy = structuredClone(snapshot);
      const [figure] = figuresIn(copy.sections);
      if (typeof figure?.value === 'number') figure.value += by;
      return copy;
    };
    expect(fingerprintOf(changed(1e-11))).toBe(fingerprintOf(snapshot));
    expect(fingerprintOf(changed(0.01))).not.toBe(fingerprintOf(snapshot));
  });
});
