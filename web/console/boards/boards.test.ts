import { expect, test } from 'vitest';
import { Board, CreateBoard } from '../../../shared/board/board.schema.ts';
import { SnapshotSection } from '../../../shared/report/snapshot-section.schema.ts';
import { merge } from '../api/merge.ts';
import { bodyIn, bodyOf, changesOf, fieldsOf, isSendable, readyOf } from './body.ts';
import { faultsOfBoard } from './faults.ts';
import { leadsOf } from './leads-of.ts';

const body = (more: Partial<CreateBoard> = {}): CreateBoard => ({
  ...CreateBoard.parse({ title: 'Support', tiles: [{ kind: 'goals', sectionId: 'goals' }] }),
  ...more,
});

test('only what was changed is sent, so that a change of something else by somebody else stays', () => {
  expect(changesOf(body(), body())).toEqual({});
  expect(changesOf(body(), body({ title: 'Billing' }))).toEqual({ title: 'Billing' });
  expect(bodyOf({ ...body(), boardId: 'bd_1', ownerId: 'ada', version: 3 } as never)).toEqual(body());
  expect(Object.keys(Board.shape)).toEqual(expect.arrayContaining(Object.keys(body())));
});

test('what is begun and says nothing yet is not sent', () => {
  const before = body();
  const begun = body({
    title: ' ',
    filters: { teamId: '' },
    roles: ['agent'],
    tiles: [{ kind: 'goals', sectionId: 'goals', width: 'full', title: ' ', override: { filters: { tier: '' } } }],
  });
  expect(readyOf(begun, before)).toEqual(before);
  expect(isSendable(body({ sharing: 'roles' }))).toBe(false);
  expect(isSendable(body({ sharing: 'roles', roles: ['agent'] }))).toBe(true);
});

test('two people change one board: what only one has changed is kept from both', () => {
  const { merged, clash } = merge(
    fieldsOf(body()),
    fieldsOf(body({ title: 'Mine', compare: 'both' })),
    fieldsOf(body({ title: 'Theirs', tiles: [] })),
  );
  expect(clash).toEqual(['title']);
  expect(bodyIn(merged)).toMatchObject({ compare: 'both', tiles: [] });
});

test('a fault in a tile is shown at the block that it is', () => {
  const errors = [{ pointer: '#/tiles/2/by', detail: 'does not fit' }];
  expect(faultsOfBoard({ status: 400, problem: { title: 'Invalid', errors } })).toEqual([
    { pointer: '#/sections/2/by', detail: 'does not fit' },
  ]);
});

const days = { from: '2026-11-01', to: '2026-11-12' };
const figure = (n: number) => ({
  metric: 'nps',
  unit: 'points',
  direction: 'up_good',
  formula: '',
  formulaVersion: 1,
  asOf: '2026-11-12T00:00:00.000Z',
  scope: days,
  value: 12,
  n,
  excluded: {},
  records: { path: '/api/crm/metrics/nps/records', query: days },
});
const common = { sectionId: 'a', width: 'full', state: 'ok' } as const;
const listed = (more: object = {}) => ({ to: '/feedback', search: { ...days, metric: 'nps', ...more } });

test('every number of a tile leads to what it counts', () => {
  const kpi = SnapshotSection.parse({ ...common, kind: 'kpi_row', figures: [{ figure: figure(5) }] });
  expect(leadsOf(kpi, days)).toEqual({ tiles: [listed()] });
  const table = SnapshotSection.parse({
    ...common,
    kind: 'table',
    by: 'team',
    metrics: ['nps'],
    total: [figure(9)],
    rows: [{ key: 'a', label: 'A', cells: [null] }],
    of: 1,
  });
  expect(leadsOf(table, days).cells).toEqual([
    [undefined, listed()],
    [undefined, undefined],
  ]);
});

test('a point of a line leads to the records of its days alone, and one of nothing nowhere', () => {
  const points = [
    { period: '2026-11-02', value: 10, n: 4 },
    { period: '2026-11-09', value: null, n: 0 },
    { period: '2026-11-09', value: 11, n: 2 },
  ];
  const trend = (grain: string) =>
    SnapshotSection.parse({
      ...common,
      kind: 'trend',
      metric: 'nps',
      grain,
      total: { figure: figure(6) },
      series: [{ key: '', label: '', points }],
    });
  const rows = (grain: string) => leadsOf(trend(grain), days).cells?.map((row) => row[1]);
  expect(rows('week')).toEqual([
    listed({ from: '2026-11-02', to: '2026-11-08' }),
    undefined,
    // As far as the period goes.
    listed({ from: '2026-11-09', to: '2026-11-12' }),
  ]);
  expect(rows('day')?.[0]).toEqual(listed({ from: '2026-11-02', to: '2026-11-02' }));
});
