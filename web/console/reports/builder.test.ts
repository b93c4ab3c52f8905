import { expect, test } from 'vitest';
import type { CreateReport } from '../../../shared/report/report.schema.ts';
import type { Section } from '../../../shared/report/section.schema.ts';
import { CreateReport as Schema } from '../../../shared/report/report.schema.ts';
import { bodyOf, isSame, mergeBodies, readyOf, takeFrom } from './body.ts';
import { faultAt, faultsOf, sectionOf } from './faults.ts';
import { chosenOf, cronOf, inRhythm } from './schedule.ts';
import { duplicate, freeId, insert, kinds, moveBeside, moveBy, newSection, restored } from './sections.ts';

const ids = (sections: readonly Section[]) => sections.map(({ sectionId }) => sectionId).join(' ');
const some = ['a', 'b', 'c'].map((sectionId): Section => ({ kind: 'goals', sectionId, width: 'full' }));
const body = (more: Partial<CreateReport> = {}): CreateReport => Schema.parse({ title: 'Weekly', ...more });

test('every kind of block that can be added is one that the API takes, under an id that is free', () => {
  let sections: Section[] = [];
  for (const kind of [...kinds, ...kinds]) sections = insert(sections, 99, newSection(kind, sections, 'Hello'));
  expect(Schema.parse({ title: 'All', sections, status: 'draft' }).sections).toEqual(sections);
  expect(new Set(sections.map(({ sectionId }) => sectionId)).size).toBe(kinds.length * 2);
});

test('a block is moved before or after another one, one step at a time, and never out of the list', () => {
  expect(ids(moveBeside(some, 'a', 'c', 'after'))).toBe('b c a');
  expect(ids(moveBeside(some, 'c', 'a', 'before'))).toBe('c a b');
  expect(ids(moveBeside(some, 'b', 'b', 'after'))).toBe('a b c');
  expect(ids(moveBeside(some, 'x', 'b', 'after'))).toBe('a b c');
  expect(ids(moveBy(some, 'b', -1))).toBe('b a c');
  expect(ids(moveBy(some, 'b', 1))).toBe('a c b');
  expect(ids(moveBy(some, 'a', -1))).toBe('a b c');
  expect(ids(moveBy(some, 'c', 1))).toBe('a b c');
});

test('a copy stands after its original, and has an id of its own', () => {
  const { sections, copy } = duplicate(some, 'b');
  expect(ids(sections)).toBe('a b b-2 c');
  expect(copy).toBe('b-2');
  expect(freeId(sections, 'b')).toBe('b-3');
  expect(ids(duplicate(sections, 'b-2').sections)).toBe('a b b-2 b-3 c');
});

test('rules of a week and of a month are chosen in words and come back as they were; others stay a rule', () => {
  for (const cron of ['0 7 * * 1', '30 18 * * 0', '0 7 1 * *', '5 0 31 * *']) {
    expect(chosenOf(cron).often).not.toBe('own');
    expect(cronOf(chosenOf(cron))).toBe(cron);
  }
  for (const cron of ['0 7 * * 1-5', '0 7 1 * 1', '0 7 1 1 *', '*/5 * * * *', '0 7 * *', '', '61 7 * * 1'])
    expect(chosenOf(cron)).toEqual({ often: 'own', cron });
  expect(inRhythm('monthly', chosenOf('15 9 * * 3'))).toEqual({ often: 'monthly', day: 1, time: '09:15' });
  expect(inRhythm('own', chosenOf('15 9 * * 3'))).toEqual({ often: 'own', cron: '15 9 * * 3' });
});

test('a fault is found at the field that it names, in a preview, too', () => {
  const faults = faultsOf({
    status: 400,
    problem: {
      title: 'Bad',
      errors: [
        { pointer: '#/report/sections/2/by', detail: 'has no such group' },
        { pointer: '#/recipients/addresses/0', detail: 'must be an address' },
        { detail: 'as a whole' },
      ],
    },
  });
  expect(faults.map(sectionOf)).toEqual([2, undefined, undefined]);
  expect(faultAt(faults, '#/sections/2')).toBe('has no such group');
  expect(faultAt(faults, '#/sections/20')).toBeUndefined();
  expect(faultAt(faults, '#/recipients')).toBe('must be an address');
});

test('of two who saved, what only one has changed is kept from both, and the rest is named', () => {
  const base = body();
  const mine = body({ title: 'Mine', period: 'last_month' });
  const theirs = body({ title: 'Theirs', formats: ['pdf'] });
  const { merged, clash } = mergeBodies(base, mine, theirs);
  expect(clash).toEqual(['title']);
  expect(merged).toMatchObject({ period: 'last_month', formats: ['pdf'] });
  expect(takeFrom(merged, theirs, clash).title).toBe('Theirs');
});

test('a schedule that one has taken away stays away, and order of fields is no change', () => {
  const schedule = { cron: '0 7 * * 1', timeZone: 'UTC' };
  const base = body({ schedule });
  const { merged, clash } = mergeBodies(base, body(), body({ schedule, formats: ['csv'] }));
  expect(clash).toEqual([]);
  expect(merged.schedule).toBeUndefined();
  expect(isSame(base, body({ schedule: { timeZone: 'UTC', cron: '0 7 * * 1' } }))).toBe(true);
});

test('a block whose filter has no value yet is sent as one of the feedback of its report', () => {
  const [block] = some;
  const sent = (override: Section['override']): unknown =>
    readyOf({ ...body(), sections: [{ ...block, override } as Section] }).sections[0]?.override;
  expect(sent({ filters: { teamId: '' } })).toBeUndefined();
  expect(sent({ filters: { teamId: '' }, period: 'last_week' })).toEqual({ period: 'last_week' });
  expect(sent({ filters: { teamId: 'billing' } })).toEqual({ filters: { teamId: 'billing' } });
});

test('a block that comes back has an id of its own where a copy has taken it', () => {
  const [a, b, c] = some as [Section, Section, Section];
  expect(ids(restored([a, c], 1, b).sections)).toBe('a b c');
  expect(restored([a, { ...c, sectionId: 'b' }], 1, b)).toMatchObject({ back: 'b-2' });
  expect(ids(restored([a, b], 9, { ...b, sectionId: 'b-2' }).sections)).toBe('a b b-2');
});

test('a paused report stays what it is when it is saved, and carries nothing that only the API writes', () => {
  const report = { ...body(), reportId: 'rp_1', version: 3, status: 'paused', pausedFor: 'hand' };
  expect(bodyOf(report as never)).toEqual(body());
});
