import { expect, test } from 'vitest';
import { filtersOf, type View } from '../../../shared/view/view.schema.ts';
import { filters } from './filters.ts';
import { filterOf, offered } from './saved-views.ts';

const view = (name: string, ownerId: string, filter: Record<string, string>, shared = false) =>
  ({ name, ownerId, filter, shared }) as View;

test('an address keeps every filter that a view can hold: none is dropped when it is opened', () => {
  expect([...filters].toSorted()).toEqual(Object.keys(filtersOf.feedback.shape).toSorted());
});

test('a view keeps filters, not the open record', () => {
  expect(filterOf({ sentiment: 'negative', open: 'fb_1', scoreMax: 2 })).toEqual({
    sentiment: 'negative',
    scoreMax: '2',
  });
});

test('own and shared views are offered by name; a private one of somebody else is not', () => {
  const all = [view('b', 'ada', {}), view('c', 'bob', {}, true), view('d', 'bob', {}), view('a', 'ada', {}, true)];
  const { own, shared } = offered(all, 'ada', {});
  expect(own.map(({ name }) => name)).toEqual(['a', 'b']);
  expect(shared.map(({ name }) => name)).toEqual(['c']);
});

test('the list shows the view whose filters are exactly those of the address', () => {
  const all = [view('less', 'ada', { type: 'bug' }), view('all', 'ada', { urgency: 'high', type: 'bug' })];
  expect(offered(all, 'ada', { type: 'bug', urgency: 'high' }).current?.name).toBe('all');
  expect(offered(all, 'ada', { type: 'bug', urgency: 'low' }).current).toBeUndefined();
});
