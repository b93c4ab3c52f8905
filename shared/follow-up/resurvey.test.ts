import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { setContactPreferences } from '../consent/address-news.ts';
import { again } from '../feedback/testing/given.ts';
import { exclude, include } from '../feedback/feedback.ts';
import type { Context } from '../kernel/context.ts';
import { sendList } from '../asking/send-list.ts';
import { SendInput } from '../asking/asking.schema.ts';
import { remove as removeTemplate } from '../survey-template/survey-template.ts';
import { replaceSurvey, type StoredSurvey } from '../survey/survey.store.ts';
import { cancel, decisions, getSurvey } from '../survey/survey.ts';
import { aContext } from '../testing/context.ts';
import { askAgain } from './ask-again.ts';
import { followRecord } from './leave-out.ts';
import { followUps } from './follow-up.store.ts';
import { close, get, note, reopen } from './follow-up.ts';
import { cancelPending, followSurvey } from './resurvey-answer.ts';
import {
  answered,
  asksAgain,
  due,
  informed,
  later,
  recovered,
  resolved,
  resurveyOf,
  storedOf,
} from './testing/resurvey.ts';

const now = new Date('2026-10-05T09:00:00.000Z');
const aCompany = (): Context => aContext({ now });
const EMAIL = 'ada@example.com';
const dueAt = async (ctx: Context, one: Parameters<typeof storedOf>[1]) => followUps.dueAt(await storedOf(ctx, one));
const ledger = async (ctx: Context) => (await decisions(ctx, { email: EMAIL, limit: 50 })).items;

describe('asking again', () => {
  test('is off until a template is named', async () => {
    const ctx = aCompany();
    const one = await resolved(ctx);
    expect(await resurveyOf(ctx, one)).toBeUndefined();
    expect(await dueAt(ctx, one)).toBeUndefined();
  });

  test('comes 48 hours after the customer was told, and not where they were not or nothing was done', async () => {
    const ctx = aCompany();
    const { templateId } = await asksAgain(ctx);
    const one = await resolved(ctx);
    const askAt = '2026-10-07T09:00:00.000Z';
    expect(await resurveyOf(ctx, one)).toEqual({ state: 'waiting', templateId, askAt });
    expect(await dueAt(ctx, one)).toBe(askAt);
    const surveyId = await due(later(ctx, 48), one);
    expect(await resurveyOf(ctx, one)).toMatchObject({ state: 'asked', surveyId, askedAt: askAt });
    expect(await dueAt(ctx, one)).toBeUndefined();
    expect(await getSurvey(ctx, surveyId)).toMatchObject({
      status: 'scheduled',
      scheduledAt: askAt,
      templateId,
      trigger: 'follow_up',
      relatedTo: { ticketId: 'T-1' },
      followUp: { followUpId: one.followUpId, cycle: 1 },
      contact: { email: EMAIL },
    });
    const other = await resolved(ctx);
    await reopen(again(ctx), { ...other, body: { reason: 'again' } });
    await close(again(ctx), { ...other, body: { ...informed, customerInformed: false } });
    expect(await resurveyOf(ctx, other)).toBeUndefined();
    await reopen(again(ctx), { ...other, body: { reason: 'again' } });
    await close(again(ctx), { ...other, body: { status: 'no_action', reason: 'duplicate' } });
    expect(await resurveyOf(ctx, other)).toBeUndefined();
  });

  test('alone waives the quiet period, and its decision says so', async () => {
    const ctx = aCompany();
    const { templateId } = await asksAgain(ctx);
    const list = SendInput.parse({ templateId, recipients: [{ contact: { email: EMAIL } }] });
    const [first] = await sendList(again(ctx), list);
    expect(first?.decision).toMatchObject({ sent: true });
    const one = await resolved(ctx);
    await due(later(ctx, 48), one);
    expect((await ledger(ctx))[0]).toMatchObject({
      sent: true,
      kind: 'follow_up',
      trigger: 'follow_up',
      rule: 'quietPeriodDays=30 waived for a follow-up',
    });
    const [third] = await sendList(later(ctx, 49), list);
    expect(third?.decision).toMatchObject({ sent: false, reason: 'quiet_period' });
    expect(third?.decision).not.toHaveProperty('kind');
  });

  test('a second time after an interruption asks nobody again', async () => {
    const ctx = aCompany();
    await asksAgain(ctx);
    const one = await resolved(ctx);
    const seen = await storedOf(ctx, one);
    const surveyId = await due(later(ctx, 48), one);
    // As it was before the first run wrote down what it had done.
    const { revision } = await storedOf(ctx, one);
    await ctx.db.send(rewritten(ctx, { ...seen, revision: revision + 1 }));
    expect(await due(later(ctx, 49), one)).toBe(surveyId);
    expect((await ledger(ctx)).filter(({ sent }) => sent)).toHaveLength(1);
  });

  test.each([
    ['unsubscribed', { email: EMAIL, optedOut: true }, {}, 'opted_out'],
    ['must not be contacted', { email: EMAIL, doNotContact: true }, {}, 'do_not_contact'],
    ['has no address', undefined, { contact: undefined, customerId: 'C-1' }, 'no_address'],
  ])('asks nobody who %s, and the cycle says why', async (_, preferences, record, reason) => {
    const ctx = aCompany();
    await asksAgain(ctx);
    if (preferences) await setContactPreferences(again(ctx), preferences as never);
    const one = await resolved(ctx, record as object);
    await due(later(ctx, 48), one);
    expect(await resurveyOf(ctx, one)).toMatchObject({ state: 'refused', reason });
    expect(await resurveyOf(ctx, one)).not.toHaveProperty('surveyId');
    expect(await dueAt(ctx, one)).toBeUndefined();
  });

  test('of a template that was deleted asks nobody, and the ledger says why', async () => {
    const ctx = aCompany();
    const template = await asksAgain(ctx);
    const one = await resolved(ctx);
    await removeTemplate(again(ctx), template);
    await due(later(ctx, 48), one);
    expect(await resurveyOf(ctx, one)).toMatchObject({ state: 'refused', reason: 'no_active_template' });
    expect(await ledger(ctx)).toMatchObject([{ sent: false, reason: 'no_active_template', kind: 'follow_up' }]);
  });

  test('comes at most twice per follow-up', async () => {
    const ctx = aCompany();
    await asksAgain(ctx);
    const one = await resolved(ctx);
    const surveys = new Set<string>();
    for (const round of [1, 2]) {
      surveys.add(await due(later(ctx, 48 * round), one));
      await reopen(later(ctx, 48 * round), { ...one, body: { reason: 'again' } });
      await close(later(ctx, 48 * round), { ...one, body: informed });
    }
    expect(surveys.size).toBe(2);
    expect(await resurveyOf(ctx, one)).toBeUndefined();
  });

  test('waits while the record is left out, and comes when it is back', async () => {
    const ctx = aCompany();
    await asksAgain(ctx);
    const one = await resolved(ctx);
    await exclude(again(ctx), { ...one, reason: 'spam' });
    await followRecord(again(ctx), one);
    expect(await dueAt(ctx, one)).toBeUndefined();
    await include(again(ctx), one);
    await followRecord(again(ctx), one);
    expect(await dueAt(ctx, one)).toBe('2026-10-07T09:00:00.000Z');
  });
});

describe('reopening', () => {
  test('cancels what waits for its time', async () => {
    const ctx = aCompany();
    await asksAgain(ctx);
    const one = await resolved(ctx);
    const { cycles } = await reopen(again(ctx), { ...one, body: { reason: 'It came back' } });
    expect(cycles[0]?.resurvey).toMatchObject({ state: 'cancelled', reason: 'reopened' });
    expect((await ledger(ctx)).length).toBe(0);
  });

  test('cancels a survey that is not answered; told twice is told once', async () => {
    const ctx = aCompany();
    await asksAgain(ctx);
    const one = await resolved(ctx);
    const surveyId = await due(later(ctx, 48), one);
    await reopen(later(ctx, 49), { ...one, body: { reason: 'It came back' } });
    for (let times = 0; times < 2; times++) await cancelPending(later(ctx, 49), one.followUpId);
    expect(await getSurvey(ctx, surveyId)).toMatchObject({ status: 'cancelled', statusReason: 'follow_up_reopened' });
    await followSurvey(later(ctx, 49), surveyId);
    const [first] = (await storedOf(ctx, one)).cycles;
    expect(first?.resurvey).toMatchObject({ state: 'cancelled', reason: 'reopened', surveyId });
  });

  test('between the decision and its note is found, and the survey cancelled', async () => {
    const ctx = aCompany();
    await asksAgain(ctx);
    const one = await resolved(ctx);
    const seen = await storedOf(ctx, one);
    const surveyId = await due(later(ctx, 48), one);
    const { revision } = await storedOf(ctx, one);
    await ctx.db.send(rewritten(ctx, { ...seen, revision: revision + 1 }));
    await reopen(later(ctx, 48), { ...one, body: { reason: 'It came back' } });
    await askAgain(later(ctx, 48), seen);
    expect((await storedOf(ctx, one)).cycles[0]?.resurvey).toMatchObject({ state: 'cancelled', surveyId });
    expect(await getSurvey(ctx, surveyId)).toMatchObject({ status: 'cancelled' });
  });
});

describe('an answer', () => {
  test('Unhappy re-survey reopens once', async () => {
    const ctx = aCompany();
    await asksAgain(ctx);
    const one = await recovered(ctx, { first: 1, now: 2 });
    const reopened = await get(ctx, one);
    expect(reopened).toMatchObject({ status: 'in_progress', ownerId: 'ada', reopenCount: 1 });
    expect(reopened.cycles[1]).toMatchObject({ n: 2, reopenedFor: 'resurvey' });
    expect(reopened.cycles[0]?.resurvey).toMatchObject({
      state: 'answered',
      before: { metric: 'csat', value: 1 },
      after: { metric: 'csat', value: 2 },
    });
    await close(later(ctx, 50), { ...one, body: { status: 'no_action', reason: 'unreachable' } });
    for (let times = 0; times < 2; times++) await followSurvey(later(ctx, 51), one.surveyId);
    // Also where the customer says it once more.
    await answered(later(ctx, 52), one.surveyId, { satisfaction: 1 });
    await followSurvey(later(ctx, 52), one.surveyId);
    expect(await get(ctx, one)).toMatchObject({ status: 'no_action', reopenCount: 1 });
  });

  test('told at once by several opens it again once', async () => {
    const ctx = aCompany();
    await asksAgain(ctx);
    const one = await resolved(ctx);
    const surveyId = await due(later(ctx, 48), one);
    await answered(later(ctx, 49), surveyId, { satisfaction: 1 });
    await Promise.all(Array.from({ length: 4 }, () => followSurvey(later(ctx, 49), surveyId)));
    expect(await get(ctx, one)).toMatchObject({ reopenCount: 1 });
  });

  test('that is unhappy opens nothing where the company does not want it, nor does one that is neither', async () => {
    const ctx = aCompany();
    await asksAgain(ctx, { reopenIfUnhappy: false });
    expect(await get(ctx, await recovered(ctx, { first: 1, now: 1 }))).toMatchObject({ reopenCount: 0 });
    const other = aCompany();
    await asksAgain(other);
    expect(await get(other, await recovered(other, { first: 1, now: 3 }))).toMatchObject({ reopenCount: 0 });
  });

  test('that is happy tells that the customer is won back, once', async () => {
    const ctx = aCompany();
    await asksAgain(ctx);
    const one = await recovered(ctx, { first: 2, now: 5 });
    const stored = await storedOf(ctx, one);
    expect(stored).toMatchObject({ status: 'resolved', lastAction: 'recover' });
    await followSurvey(later(ctx, 50), one.surveyId);
    expect(await storedOf(ctx, one)).toEqual(stored);
  });

  test('that was excluded is none, and is back with its record', async () => {
    const ctx = aCompany();
    await asksAgain(ctx);
    const one = await recovered(ctx, { first: 2, now: 5 });
    const before = await resurveyOf(ctx, one);
    const { feedbackId } = await getSurvey(ctx, one.surveyId);
    if (!feedbackId) throw new Error('it was answered');
    await exclude(later(ctx, 50), { feedbackId, reason: 'test' });
    await followSurvey(later(ctx, 50), one.surveyId);
    const without = await resurveyOf(ctx, one);
    expect(without).toMatchObject({ state: 'unanswered', reason: 'excluded' });
    expect(without).not.toHaveProperty('after');
    await include(later(ctx, 51), { feedbackId });
    await followSurvey(later(ctx, 51), one.surveyId);
    expect(await resurveyOf(ctx, one)).toEqual(before);
  });

  test('that never came is said to be missing: the survey was cancelled by hand', async () => {
    const ctx = aCompany();
    await asksAgain(ctx);
    const one = await resolved(ctx);
    const surveyId = await due(later(ctx, 48), one);
    await cancel(later(ctx, 49), surveyId);
    await followSurvey(later(ctx, 49), surveyId);
    expect(await resurveyOf(ctx, one)).toMatchObject({ state: 'cancelled', reason: 'by_hand' });
  });

  const at = '2026-10-07T10:00:00.000Z';
  test.each<[Partial<StoredSurvey>, object]>([
    [
      { status: 'expired', sentAt: at },
      { state: 'unanswered', reason: 'expired' },
    ],
    [
      { status: 'opted_out', sentAt: at },
      { state: 'unanswered', reason: 'opted_out' },
    ],
    [{ status: 'opted_out' }, { state: 'refused', reason: 'opted_out' }],
    [
      { status: 'suppressed', statusReason: 'no_consent' },
      { state: 'refused', reason: 'no_consent' },
    ],
    [
      { status: 'bounced', sentAt: at },
      { state: 'refused', reason: 'bounced_address' },
    ],
    [{ status: 'delivered', sentAt: at }, { state: 'asked' }],
  ])('that never came is said to be missing: %o', async (ended, outcome) => {
    const ctx = aCompany();
    await asksAgain(ctx);
    const one = await resolved(ctx);
    const surveyId = await due(later(ctx, 48), one);
    await replaceSurvey(later(ctx, 49), await getSurvey(ctx, surveyId), ended, 'settle');
    await followSurvey(later(ctx, 49), surveyId);
    const { templateId, askAt, askedAt } = (await resurveyOf(ctx, one)) ?? {};
    expect(await resurveyOf(ctx, one)).toEqual({ templateId, askAt, askedAt, surveyId, ...outcome });
  });

  test('changes only the cycle that it is about: notes of people stay', async () => {
    const ctx = aCompany();
    await asksAgain(ctx);
    const one = await resolved(ctx);
    const surveyId = await due(later(ctx, 48), one);
    await note(later(ctx, 48), { ...one, body: { text: 'She sounded glad.' } });
    await answered(later(ctx, 49), surveyId, { satisfaction: 5 });
    await followSurvey(later(ctx, 49), surveyId);
    expect(await get(ctx, one)).toMatchObject({ notes: [{ text: 'She sounded glad.' }], status: 'resolved' });
  });
});

/** Puts a row back as it was, as it stands when a run dies before its last write. */
function rewritten(ctx: Context, row: Awaited<ReturnType<typeof storedOf>>) {
  const [write] = followUps.write(ctx, row);
  return new PutCommand({ TableName: write?.Put?.TableName, Item: write?.Put?.Item });
}
