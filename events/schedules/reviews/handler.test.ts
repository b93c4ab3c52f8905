import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { putSettings } from '../../../shared/company/put-settings.ts';
import { PutSettings } from '../../../shared/company/settings.schema.ts';
import { again, given } from '../../../shared/feedback/testing/given.ts';
import { list as listTopics } from '../../../shared/emerging/emerging.ts';
import { findEmerging } from '../../../shared/emerging/find.ts';
import { givenTopic } from '../../../shared/emerging/testing/given.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import { recordStaffMailEvent } from '../../../shared/people/mail-state.ts';
import { put as putPerson } from '../../../shared/people/people.ts';
import { PutPerson } from '../../../shared/people/people.schema.ts';
import { makeDue } from '../../../shared/review/scheduled.ts';
import { PutReviewSettings } from '../../../shared/review/review-settings.schema.ts';
import { putReviewSettings } from '../../../shared/review/review-settings.ts';
import { make } from '../../../shared/review/making.ts';
import { get, list } from '../../../shared/review/review.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { logged } from '../../../shared/testing/logged.ts';
import { ownTable } from '../../../shared/testing/own-table.ts';
import { useSes } from '../../../shared/testing/ses.ts';
import { decide } from '../../../shared/triage/decide.ts';
import { follow } from '../../../shared/triage/intake.ts';
import { reviewMail } from '../../../web/mail/review-mail.tsx';
import { handler } from './handler.ts';

const ses = useSes();
beforeAll(() => ownTable());
beforeEach(() => void (ses.refusal = undefined));

const QUARTER = 15 * 60_000;
const at = (ctx: Context, instant: string | Date): Context => ({ ...again(ctx), now: new Date(instant) });
const mailsOf = (ctx: Context) =>
  ses.sent.filter(({ Destination }) => Destination.ToAddresses[0]?.endsWith(`@${ctx.companyId}.example`));

/** A company in a time zone, of which Ada wants the digest. */
async function aTeam(timeZone: string, settings: object = {}): Promise<Context> {
  const ctx = aContext();
  await putSettings(ctx, PutSettings.parse({ timeZone }));
  const person = { name: 'Ada', email: `ada@${ctx.companyId}.example`, language: 'de' };
  await putPerson(again(ctx), { userId: 'ada', body: PutPerson.parse(person) });
  const body = PutReviewSettings.parse({ recipients: { userIds: ['ada'] }, ...settings });
  await putReviewSettings(again(ctx), { body });
  return ctx;
}
/** A record that waits for triage since an instant. */
async function waits(ctx: Context, instant: string, more: object = {}) {
  const then = at(ctx, instant);
  const { feedbackId } = await given(then, more);
  await follow(then, { feedbackId });
  return feedbackId;
}
/** Every quarter of an hour, by two runs at once. */
async function runs(ctx: Context, from: string, to: string): Promise<void> {
  for (let now = Date.parse(from); now <= Date.parse(to); now += QUARTER)
    await Promise.all([1, 2].map(() => makeDue(at(ctx, new Date(now)), reviewMail)));
}
const shown = (ctx: Context, reviewId: string) => get(at(ctx, new Date()), { reviewId });

describe('the weekly digest', () => {
  test('comes once on Monday at 08:00 of the company’s clocks, with the numbers of the stored review', async () => {
    const ctx = await aTeam('Europe/Berlin');
    const one = await waits(ctx, '2026-11-10T10:00:00.000Z', { customerId: 'C-1', theme: 'queue' });
    await waits(ctx, '2026-11-26T10:00:00.000Z', { customerId: 'C-2', theme: 'queue' });
    const same = await waits(ctx, '2026-11-26T11:00:00.000Z', { customerId: 'C-3' });
    await decide(at(ctx, '2026-11-27T11:00:00.000Z'), {
      feedbackId: same,
      body: { status: 'duplicate', duplicateOf: one },
    });
    await runs(ctx, '2026-11-30T06:15:00.000Z', '2026-11-30T06:45:00.000Z');
    expect(mailsOf(ctx)).toEqual([]);
    await runs(ctx, '2026-11-30T07:00:00.000Z', '2026-11-30T07:45:00.000Z');
    expect(mailsOf(ctx).map(({ Content }) => Content.Simple.Subject.Data)).toEqual([
      `Triage bei ${ctx.companyId}: 2 warten`,
    ]);
    const review = await shown(ctx, 'weekly-2026-W48');
    expect(review).toMatchObject({
      from: '2026-11-23',
      to: '2026-11-29',
      asOf: '2026-11-30T07:00:00.000Z',
      digest: { state: 'told' },
      weekly: { waiting: 2, unreferenced: { count: 0 } },
    });
    expect(review.weekly?.mostVoices[0]).toMatchObject({ feedbackId: one, voices: 2, theme: 'queue' });
    const sums = review.weekly?.routes.map((ages) => [ages.under_7_days, ages['7_to_14_days'], ages.over_14_days]);
    expect(sums).toEqual([[1, 0, 1]]);
    expect(mailsOf(ctx)[0]?.Content.Simple.Body.Text.Data).toContain(one);
  });

  test('names what feedback has begun to speak about, each theme in one digest, the same in mail and stored review', async () => {
    const ctx = await aTeam('UTC');
    await waits(ctx, '2026-11-26T10:00:00.000Z');
    await runs(ctx, '2026-11-30T08:00:00.000Z', '2026-11-30T08:00:00.000Z');
    const none = await shown(ctx, 'weekly-2026-W48');
    expect(none.weekly?.newThemes).toEqual([]);
    expect(mailsOf(ctx)[0]?.Content.Simple.Body.Text.Data).not.toContain('Neue Themen');
    await givenTopic(at(ctx, '2026-12-07T04:10:00.000Z'));
    await runs(ctx, '2026-12-07T08:00:00.000Z', '2026-12-07T08:00:00.000Z');
    const [theme, ...others] = (await shown(ctx, 'weekly-2026-W49')).weekly?.newThemes ?? [];
    expect(others).toEqual([]);
    expect(theme).toEqual({
      topicId: expect.stringMatching(/^2026-11-30\.en\./),
      language: 'en',
      topic: expect.stringContaining('battery drain'),
      n: 5,
      voices: 5,
      growth: expect.any(Number),
    });
    expect(mailsOf(ctx)[1]?.Content.Simple.Body.Text.Data).toContain(
      `Neue Themen\n${theme?.topic}: Rückmeldungen in 28 Tagen: 5 · Stimmen: 5`,
    );
    // It is there still a week later, and new no more.
    await findEmerging(at(ctx, '2026-12-14T04:10:00.000Z'));
    const still = await listTopics(at(ctx, '2026-12-14T05:00:00.000Z'), {});
    expect(still).toMatchObject({ week: '2026-12-07', items: [{ topic: theme?.topic }] });
    await runs(ctx, '2026-12-14T08:00:00.000Z', '2026-12-14T08:00:00.000Z');
    expect((await shown(ctx, 'weekly-2026-W50')).weekly?.newThemes).toEqual([]);
    expect(mailsOf(ctx)[2]?.Content.Simple.Body.Text.Data).not.toContain('Neue Themen');
  });

  test('does not name a theme again where the next week has not been looked at yet', async () => {
    const ctx = await aTeam('Asia/Tokyo');
    await givenTopic(at(ctx, '2026-11-30T04:10:00.000Z'));
    // Monday, 08:00 in Tokyo, is five hours before the night in which a week is looked at.
    for (const monday of ['2026-12-06T23:00:00.000Z', '2026-12-13T23:00:00.000Z']) await runs(ctx, monday, monday);
    const themes = await Promise.all(['W49', 'W50'].map((week) => shown(ctx, `weekly-2026-${week}`)));
    expect(themes.map(({ weekly }) => weekly?.newThemes?.length)).toEqual([1, 0]);
  });

  test('Clock change on the Monday → one digest, also where the clocks jump over its time', async () => {
    // In Tehran they went from 00:00 to 01:00 on Monday, 22 March 2021, and back on Monday, 21 September 2020.
    const settings = { weekly: { at: '00:30' }, monthly: { enabled: false } };
    const ctx = await aTeam('Asia/Tehran', settings);
    await waits(ctx, '2020-09-18T10:00:00.000Z');
    await runs(ctx, '2020-09-20T18:00:00.000Z', '2020-09-21T02:00:00.000Z');
    expect(mailsOf(ctx)).toHaveLength(1);
    await runs(ctx, '2021-03-21T18:00:00.000Z', '2021-03-22T02:00:00.000Z');
    expect(mailsOf(ctx)).toHaveLength(2);
  }, 120_000);

  test('is not sent when nothing waits, and the review is there all the same', async () => {
    const ctx = await aTeam('UTC');
    await runs(ctx, '2026-11-30T08:00:00.000Z', '2026-11-30T08:30:00.000Z');
    expect(mailsOf(ctx)).toEqual([]);
    expect(await shown(ctx, 'weekly-2026-W48')).toMatchObject({ digest: { state: 'nothing_waits' } });
  });

  test('goes out for a review that was made by hand before, which stays as it was', async () => {
    const ctx = await aTeam('UTC');
    await waits(ctx, '2026-11-26T10:00:00.000Z');
    const which = { kind: 'weekly', period: '2026-W48' } as const;
    const [one, two] = await Promise.all(
      [1, 2].map(() => make(at(ctx, '2026-11-30T06:00:00.000Z'), which, { isOver: () => false })),
    );
    expect(one).toEqual(two);
    await waits(ctx, '2026-11-30T07:00:00.000Z');
    await runs(ctx, '2026-11-30T08:00:00.000Z', '2026-11-30T08:15:00.000Z');
    expect(await shown(ctx, 'weekly-2026-W48')).toMatchObject({
      asOf: '2026-11-30T06:00:00.000Z',
      weekly: { waiting: 1 },
    });
    expect(mailsOf(ctx)).toHaveLength(1);
  });

  test('does not go to somebody to whom mail does not get', async () => {
    const ctx = await aTeam('UTC');
    await waits(ctx, '2026-11-26T10:00:00.000Z');
    const bouncedRecipients = [{ emailAddress: `ada@${ctx.companyId}.example` }];
    await recordStaffMailEvent(again(ctx), {
      mail: { tags: { company: [ctx.companyId], review: ['weekly-2026-W47'] } },
      bounce: { bounceType: 'Permanent', timestamp: new Date(Date.now() + 1_000).toISOString(), bouncedRecipients },
    });
    await runs(ctx, '2026-11-30T08:00:00.000Z', '2026-11-30T08:00:00.000Z');
    expect(mailsOf(ctx)).toEqual([]);
  });

  test('that SES refused for its rate comes a quarter of an hour later; one in doubt does not come again', async () => {
    const ctx = await aTeam('UTC');
    await waits(ctx, '2026-11-26T10:00:00.000Z');
    ses.refusal = { status: 429, type: 'TooManyRequestsException' };
    await runs(ctx, '2026-11-30T08:00:00.000Z', '2026-11-30T08:00:00.000Z');
    ses.refusal = undefined;
    await runs(ctx, '2026-11-30T08:15:00.000Z', '2026-11-30T08:30:00.000Z');
    expect(mailsOf(ctx)).toHaveLength(1);
    ses.refusal = { status: 500, type: 'InternalFailure' };
    const lines = await logged(() => runs(ctx, '2026-12-07T08:00:00.000Z', '2026-12-07T08:00:00.000Z'));
    expect(lines.filter((line) => line['mail_unresolved'] === 1)).toHaveLength(1);
    ses.refusal = undefined;
    await runs(ctx, '2026-12-07T08:15:00.000Z', '2026-12-07T08:15:00.000Z');
    expect(mailsOf(ctx)).toHaveLength(1);
  });
});

describe('the monthly review', () => {
  test('counts requests by type and theme of the month and those before, without praise and what is left out', async () => {
    const ctx = await aTeam('UTC');
    const say = async (month: string, count: number, type: 'bug' | 'praise') => {
      for (let n = 0; n < count; n++) await given(at(ctx, `2026-${month}-15T10:00:00.000Z`), { type, theme: 'queue' });
    };
    await given(at(ctx, '2026-06-15T10:00:00.000Z'), { type: 'bug', theme: 'queue' });
    await say('08', 2, 'bug');
    await say('10', 1, 'bug');
    await say('11', 12, 'bug');
    await say('11', 9, 'praise');
    await runs(ctx, '2026-12-01T08:00:00.000Z', '2026-12-01T08:15:00.000Z');
    const { monthly } = await shown(ctx, 'monthly-2026-11');
    expect(monthly).toMatchObject({ records: 15, few: { kinds: 0 } });
    expect(monthly?.months).toEqual([
      { month: '2026-08', days: 31 },
      { month: '2026-09', days: 30 },
      { month: '2026-10', days: 31 },
      { month: '2026-11', days: 30 },
    ]);
    expect(monthly?.kinds[0]?.ratio).toBeCloseTo((12 / 30) * (92 / 3), 9);
    expect(monthly?.kinds).toMatchObject([{ type: 'bug', theme: 'queue', n: [2, 0, 1, 12], verdict: 'more' }]);
  });

  test('is the same in one go and in parts that end after every page', async () => {
    const [whole, parted] = [await aTeam('UTC'), await aTeam('UTC')];
    const which = { kind: 'monthly', period: '2026-11' } as const;
    for (const ctx of [whole, parted])
      for (const month of ['09', '10', '11']) await given(at(ctx, `2026-${month}-15T10:00:00.000Z`), { type: 'bug' });
    await make(at(whole, '2026-12-01T08:00:00.000Z'), which, { isOver: () => false });
    let begun;
    for (let parts = 0; parts < 9; parts++) {
      const made = await make(at(parted, '2026-12-01T08:00:00.000Z'), which, { begun, isOver: () => true });
      if ('review' in made) break;
      begun = made.next;
    }
    expect(begun?.records).toBe(3);
    const monthlyOf = async (ctx: Context) => (await shown(ctx, 'monthly-2026-11')).monthly;
    expect(await monthlyOf(parted)).toEqual(await monthlyOf(whole));
  });
});

test('what was missed for longer than its time is not made by itself', async () => {
  const ctx = await aTeam('UTC');
  await waits(ctx, '2026-11-26T10:00:00.000Z');
  await runs(ctx, '2026-12-12T08:00:00.000Z', '2026-12-12T08:00:00.000Z');
  expect((await list(again(ctx), { limit: 10 })).items).toEqual([]);
  expect(mailsOf(ctx)).toEqual([]);
});

test('the schedule goes through every company', async () => {
  const companies = [aContext(), aContext()];
  for (const ctx of companies) await putReviewSettings(ctx, { body: PutReviewSettings.parse({}) });
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-30T08:00:00.000Z') });
  await handler({}, { getRemainingTimeInMillis: () => 120_000 }).finally(() => vi.useRealTimers());
  for (const ctx of companies)
    expect((await list(again(ctx), { limit: 10 })).items).toMatchObject([{ reviewId: 'weekly-2026-W48' }]);
});
