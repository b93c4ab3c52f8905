import { beforeAll, describe, expect, test } from 'vitest';
import { activityEvents } from '../../../shared/activity/activity.events.ts';
import {
  type Activity,
  CompleteActivity,
  CreateActivity,
  EditActivity,
} from '../../../shared/activity/activity.schema.ts';
import { complete, create, edit } from '../../../shared/activity/activity.ts';
import { dueActivities } from '../../../shared/activity/due-activities.ts';
import { again } from '../../../shared/feedback/testing/given.ts';
import { queued, type Told } from '../../../shared/feedback/testing/told.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import { PutNotifications } from '../../../shared/notification/notification.schema.ts';
import { put as putNotifications } from '../../../shared/notification/notification.ts';
import { PutPerson } from '../../../shared/people/people.schema.ts';
import { put as putPerson } from '../../../shared/people/people.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { logged } from '../../../shared/testing/logged.ts';
import { ownTable } from '../../../shared/testing/own-table.ts';
import { useSes } from '../../../shared/testing/ses.ts';
import { watchTable } from '../../../shared/testing/watch-table.ts';
import { handler } from './handler.ts';
import { trigger } from './trigger.ts';

const ses = useSes();
beforeAll(ownTable);

const MINUTE = 60_000;
const good = { batchItemFailures: [] };
const addressOf = ({ companyId }: Context, userId: string): string => `${userId}@${companyId}.example.com`;
const mailsTo = (ctx: Context, userId: string) =>
  ses.sent.filter(({ Destination }) => Destination.ToAddresses[0] === addressOf(ctx, userId));

/** A company that knows Ann, who gets her mails in German. */
async function aStaff(): Promise<Context> {
  const ctx = aContext();
  const body = PutPerson.parse({
    name: 'Ann',
    email: addressOf(ctx, 'ann'),
    language: 'de',
    timeZone: 'Europe/Vienna',
  });
  await putPerson(again(ctx), { userId: 'ann', body });
  return ctx;
}

const plan = (ctx: Context, more: object = {}): Promise<Activity> =>
  create(again(ctx), {
    body: CreateActivity.parse({
      type: 'call',
      subject: 'Frau Huber, huber@example.com',
      ownerId: 'ann',
      dueAt: new Date(ctx.now.getTime() + 30 * MINUTE).toISOString(),
      reminders: [29],
      ...more,
    }),
  });

/** What is told of an activity when its first minute comes. */
async function reminded(ctx: Context, { activityId }: Activity): Promise<Told[]> {
  const then = { ...again(ctx), now: new Date(ctx.now.getTime() + MINUTE) };
  const row = await dueActivities.find(then, activityId);
  if (!row) throw new Error('no activity');
  const { items } = await watchTable(() => dueActivities.run(then, row));
  const events = items.flatMap((after) =>
    after['__edb_e__'] === 'activity' ? activityEvents.eventsOf({ after }) : [],
  );
  return events.filter(({ type }) => trigger.on.includes(type));
}

describe('the owner of an activity', () => {
  test('is mailed at the minute of a reminder, in their language, once however often it is told', async () => {
    const ctx = await aStaff();
    const told = await reminded(ctx, await plan(ctx));
    expect(told.map(({ type }) => type)).toEqual(['ActivityReminder']);
    expect(JSON.stringify(told)).not.toContain('Huber');
    const twice = queued([...told, ...told]);
    const lines = await logged(async () =>
      expect(await Promise.all([handler(twice), handler(twice)])).toEqual([good, good]),
    );
    expect(JSON.stringify(lines)).not.toMatch(/example\.com|Huber/);
    const [mail, ...others] = mailsTo(ctx, 'ann');
    expect(others).toEqual([]);
    // A mail leaves the house: the address of the customer does not.
    expect(mail?.Content.Simple.Subject.Data).toBe('Erinnerung: Frau Huber, [EMAIL]');
    expect(mail?.Content.Simple.Body.Text.Data).toContain('Anruf, fällig: ');
    expect(mail?.Content.Simple.Body.Text.Data).toContain('https://feedback.example.com/activities');
  });

  test('is not mailed of what was done, moved or given to a stranger meanwhile', async () => {
    const ctx = await aStaff();
    const [done, moved, given] = [await plan(ctx), await plan(ctx), await plan(ctx)];
    const told = [...(await reminded(ctx, done)), ...(await reminded(ctx, moved)), ...(await reminded(ctx, given))];
    await complete(again(ctx), { ...done, body: CompleteActivity.parse({ outcome: 'Reached' }) });
    const later = new Date(ctx.now.getTime() + 90 * MINUTE).toISOString();
    await edit(again(ctx), { activityId: moved.activityId, body: EditActivity.parse({ dueAt: later }) });
    await edit(again(ctx), { activityId: given.activityId, body: EditActivity.parse({ ownerId: 'nobody' }) });
    expect(await handler(queued(told))).toEqual(good);
    expect(mailsTo(ctx, 'ann')).toEqual([]);
  });

  test('waits for no digest; in quiet hours that even critical notices respect, nothing is mailed', async () => {
    const ctx = await aStaff();
    const habits = (more: object) =>
      putNotifications(
        { ...again(ctx), actor: { ...ctx.actor, id: 'ann' } },
        { body: PutNotifications.parse({ digest: 'daily', ...more }) },
      );
    await habits({});
    await handler(queued(await reminded(ctx, await plan(ctx))));
    expect(mailsTo(ctx, 'ann')).toHaveLength(1);
    const all = { quietHours: { start: '00:00', end: '23:59' } };
    await habits({ ...all, criticalBypasses: true });
    await handler(queued(await reminded(ctx, await plan(ctx))));
    expect(mailsTo(ctx, 'ann')).toHaveLength(2);
    await habits({ ...all, criticalBypasses: false });
    await handler(queued(await reminded(ctx, await plan(ctx))));
    expect(mailsTo(ctx, 'ann')).toHaveLength(2);
  });

  test('gets the mail that SES refused for its rate when the event comes again, unless that is an hour late', async () => {
    const ctx = await aStaff();
    const told = await reminded(ctx, await plan(ctx));
    ses.refusal = { status: 429, type: 'TooManyRequestsException' };
    expect((await handler(queued(told))).batchItemFailures).toHaveLength(1);
    ses.refusal = undefined;
    expect(await handler(queued(told))).toEqual(good);
    expect(mailsTo(ctx, 'ann')).toHaveLength(1);
    const early = { ...ctx, now: new Date(ctx.now.getTime() - 70 * MINUTE) };
    expect(await handler(queued(await reminded(early, await plan(early))))).toEqual(good);
    expect(mailsTo(ctx, 'ann')).toHaveLength(1);
  });
});
