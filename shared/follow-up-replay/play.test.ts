import { expect, test } from 'vitest';
import { aFeedback } from '../feedback/feedback.entity.ts';
import { type FeedbackEvent, feedbackEventsOf } from '../feedback/feedback.events.ts';
import type { StoredFeedback } from '../feedback/feedback.schema.ts';
import { newId } from '../kernel/ids.ts';
import { packed, unpacked } from '../replay/packed.ts';
import { concerns, type Frame, needsTexts, nothingYet, play, type PlayedRule, type Replayed } from './play.ts';

const START = Date.parse('2026-09-01T00:00:00.000Z');
const rule = (match: PlayedRule['match'], assign: PlayedRule['assign'] = { mode: 'none' }): PlayedRule => ({
  match,
  maxAgeDays: 7,
  assign,
});
const billing = rule({ all: { category: 'billing' } });
const negative = rule({ all: { sentiment: 'negative' } });
const frameOf = (rules: PlayedRule[], played: PlayedRule, absent: string[] = []): Frame => ({
  rules,
  rule: played,
  absent,
  timeZone: 'UTC',
});

let minute = 0;
/** What a record tells as it is now. */
function eventOf(more: Partial<StoredFeedback>): FeedbackEvent {
  const at = new Date(START + minute++ * 60_000);
  const [told] = feedbackEventsOf({
    after: aFeedback({
      feedbackId: newId('feedback', at),
      createdAt: at.toISOString(),
      updatedAt: at.toISOString(),
      occurredAt: at.toISOString(),
      ...more,
    }),
  });
  if (!told) throw new Error('nothing happened');
  return told.detail;
}

test('a wish opens at once; a rule that holds only later gives the follow-up away, and counts it once', () => {
  const frame = frameOf([negative, billing], negative);
  const feedbackId = newId('feedback', new Date(START));
  const wish = { feedbackId, contactRequest: { channel: 'phone' as const } };
  const state = nothingYet();
  play(state, frame, eventOf({ ...wish, category: 'app' }), undefined);
  expect(state.opened).toBe(0);
  const found = { ...wish, category: 'app', analysis: { status: 'done', sentiment: 'negative' } as const };
  // Without the wish nobody gives away what is there.
  const { contactRequest: _, ...silent } = found;
  play(state, frame, eventOf(silent), undefined);
  expect(state.opened).toBe(0);
  for (const event of [eventOf(found), eventOf(found)]) play(state, frame, event, undefined);
  expect(state).toMatchObject({ opened: 1, unassigned: 1 });
});

test('a record whose follow-up another rule has opened is none of the played rule, whatever becomes of it', () => {
  const frame = frameOf([negative, billing], negative);
  const feedbackId = newId('feedback', new Date(START));
  const state = nothingYet();
  const failed = { feedbackId, analysis: { status: 'failed' } as const };
  play(state, frame, eventOf(failed), undefined);
  play(state, frame, eventOf({ feedbackId, analysis: { status: 'done', sentiment: 'negative' } }), undefined);
  expect(state.opened).toBe(0);
  expect([...state.records.values()]).toEqual(['by-rule']);
});

test('other rules take their turns of the same pool; who is absent gets none', () => {
  const assign = { mode: 'round_robin' as const, userIds: ['cleo', 'ada', 'bob'] };
  const [one, two] = [rule({ all: { category: 'app' } }, assign), rule({ all: { category: 'billing' } }, assign)];
  const frame = frameOf([one, two], two, ['bob']);
  const state = nothingYet();
  for (const category of ['app', 'billing', 'billing', 'app', 'billing'])
    play(state, frame, eventOf({ category }), undefined);
  expect([...state.perOwner]).toEqual([
    ['cleo', 1],
    ['ada', 2],
  ]);
});

test('where words decide and the text is gone nothing is opened, and it is said', () => {
  const frame = frameOf([rule({ all: { q: 'refund' } })], billing);
  const event = eventOf({});
  expect(needsTexts(frame, event)).toBe(true);
  const state = nothingYet();
  play(state, frame, event, undefined);
  expect([...state.records.keys()]).toEqual([]);
  expect([...state.approximate]).toEqual(['text_gone']);
});

test('what is kept between two parts is below 200 KB for however many records, and says so', () => {
  const frame = frameOf([billing], billing);
  let state = nothingYet();
  for (let count = 0; count < 10_100; count++) play(state, frame, eventOf({}), undefined);
  expect(packed(state).length).toBeLessThan(200_000);
  state = unpacked<Replayed>(packed(state));
  expect(state.opened).toBe(10_100);
  expect(state.records.size).toBe(10_000);
  expect([...state.approximate]).toEqual(['many_records']);
});

test('a change that cannot open anything is left out', () => {
  const frame = frameOf([billing], billing);
  expect(concerns(frame, 'FeedbackExcluded', eventOf({}))).toBe(false);
  expect(concerns(frame, 'FeedbackEdited', eventOf({ category: 'app' }))).toBe(false);
  expect(concerns(frame, 'FeedbackEdited', eventOf({ category: 'app', contactRequest: { channel: 'email' } }))).toBe(
    true,
  );
});

test('a rule that gives to a team takes turns among those who are in it and there', () => {
  const ofTeam = rule({ all: { category: 'billing' } }, { mode: 'round_robin', teamId: 'support' });
  const frame = { ...frameOf([ofTeam], ofTeam, ['bob']), teams: { support: ['eve', 'bob', 'ada'] } };
  const state = nothingYet();
  for (let at = 0; at < 4; at++) play(state, frame, eventOf({ category: 'billing' }), undefined);
  expect(Object.fromEntries(state.perOwner)).toEqual({ ada: 2, eve: 2 });
  play(state, { ...frame, teams: {} }, eventOf({ category: 'billing' }), undefined);
  expect(state.unassigned).toBe(1);
});
