import { randomUUID } from 'node:crypto';
import type { SQSEvent } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import type { Context } from '../../../shared/kernel/context.ts';
import { contactPreferences } from '../../../shared/contact-preference/contact-preference.ts';
import { type StoredSurvey, surveys } from '../../../shared/survey/survey.store.ts';
import { aSurvey, storeSurvey } from '../../../shared/survey/testing/given.ts';
import { statesOf } from '../../../shared/outside-address/outside-address.ts';
import { aNamed, anAgreed } from '../../../shared/outside-address/testing/given.ts';
import { known } from '../../../shared/people/known.ts';
import { newId } from '../../../shared/kernel/ids.ts';
import { knows } from '../../../shared/people/testing/given.ts';
import { again, given } from '../../../shared/feedback/testing/given.ts';
import { open } from '../../../shared/follow-up/opening.ts';
import { message, messages } from '../../../shared/follow-up/write-message.ts';
import { documents } from '../../../shared/document/document.store.ts';
import { aKept, shared as shareDocument } from '../../../shared/document/testing/kept.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { useFiles } from '../../../shared/testing/files.ts';
import { handler } from './handler.ts';

useFiles();
const email = 'person@example.com';

async function aSentSurvey(ctx: Context, overrides: Partial<StoredSurvey> = {}): Promise<StoredSurvey> {
  const sent = { status: 'sent', sentAt: ctx.now.toISOString(), expiryMs: 86_400_000 } as const;
  const survey = aSurvey(ctx, email, {
    ...sent,
    messageIds: ['m-1'],
    dueKind: undefined,
    dueAt: undefined,
    ...overrides,
  });
  await storeSurvey(ctx, survey);
  return survey;
}

/** An SES event as EventBridge puts it on a queue. */
function anSesEvent(
  ctx: Context,
  survey: StoredSurvey,
  eventType: string,
  facts: object = {},
  messageId = 'm-1',
): SQSEvent['Records'][number] {
  const detail = {
    eventType,
    mail: {
      timestamp: ctx.now.toISOString(),
      source: 'feedback@example.com',
      messageId,
      destination: [email],
      tags: { company: [ctx.companyId], survey: [survey.surveyId], 'ses:operation': ['SendEmail'] },
    },
    ...facts,
  };
  return {
    messageId: randomUUID(),
    body: JSON.stringify({ version: '0', source: 'aws.ses', detail }),
  } as SQSEvent['Records'][number];
}
const timestamp = new Date().toISOString();
const delivery = { delivery: { timestamp, recipients: [email] } };
const bounce = { bounce: { timestamp, bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: email }] } };

describe('SES events', () => {
  test('delivery, twice, moves a survey on once', async () => {
    const ctx = aContext();
    const survey = await aSentSurvey(ctx);
    const event = { Records: [anSesEvent(ctx, survey, 'Delivery', delivery)] };
    expect(await handler(event)).toEqual({ batchItemFailures: [] });
    const once = await surveys.find(ctx, survey.surveyId);
    await handler(event);
    expect(once).toMatchObject({ status: 'delivered', deliveredAt: timestamp, version: 2 });
    expect(await surveys.find(ctx, survey.surveyId)).toEqual(once);
  });

  test('late news never moves a survey back', async () => {
    const ctx = aContext();
    const survey = await aSentSurvey(ctx, { status: 'completed' });
    await handler({
      Records: [
        anSesEvent(ctx, survey, 'Delivery', delivery),
        anSesEvent(ctx, survey, 'Open', { open: { timestamp } }),
      ],
    });
    expect(await surveys.find(ctx, survey.surveyId)).toMatchObject({
      status: 'completed',
      deliveredAt: timestamp,
      openedAt: timestamp,
    });
  });

  test('a mail whose answer was lost is settled by its event, also after it was listed as unresolved', async () => {
    const ctx = aContext();
    for (const status of ['sending', 'unresolved'] as const) {
      const survey = await aSentSurvey(ctx, {
        status,
        messageIds: [],
        sentAt: undefined,
        dueKind: 'settle',
        dueAt: timestamp,
      });
      await handler({ Records: [anSesEvent(ctx, survey, 'Send', {}, 'm-2')] });
      expect(await surveys.find(ctx, survey.surveyId)).toMatchObject({
        status: 'sent',
        messageIds: ['m-2'],
        dueKind: 'expire',
      });
    }
  });

  test('a permanent bounce ends the survey and marks the address; a transient one does not', async () => {
    const ctx = aContext();
    const soft = await aSentSurvey(ctx);
    await handler({
      Records: [anSesEvent(ctx, soft, 'Bounce', { bounce: { ...bounce.bounce, bounceType: 'Transient' } })],
    });
    expect(await surveys.find(ctx, soft.surveyId)).toMatchObject({ status: 'sent' });
    expect(await contactPreferences(ctx, email)).not.toHaveProperty('bounced');
    await handler({ Records: [anSesEvent(ctx, soft, 'Bounce', bounce)] });
    expect(await surveys.find(ctx, soft.surveyId)).toMatchObject({ status: 'bounced' });
    expect(await contactPreferences(ctx, email)).toMatchObject({ bounced: true });
  });

  test.each(['alert', 'review', 'activity'])(
    'a bounce, or a report, of a mail with the tag %s marks the person, unless they were changed since',
    async (about) => {
      const ctx = aContext();
      await knows(ctx, 'ada', 'bob', 'eve');
      const at = (ms: number) => new Date(ctx.now.getTime() + ms).toISOString();
      const said = (userId: string, facts: object) => ({
        messageId: randomUUID(),
        body: JSON.stringify({
          source: 'aws.ses',
          detail: { mail: { tags: { company: [ctx.companyId], [about]: ['digest'] } }, userId, ...facts },
        }),
      });
      const bounced = (userId: string, timestamp: string, bounceType = 'Permanent') =>
        said(userId, {
          bounce: { timestamp, bounceType, bouncedRecipients: [{ emailAddress: `${userId}@EXAMPLE.com` }] },
        });
      const Records = [
        bounced('ada', at(1_000)),
        bounced('ada', at(1_000)),
        bounced('bob', at(-1_000)),
        bounced('bob', at(1_000), 'Transient'),
        said('eve', {
          complaint: { timestamp: at(1_000), complainedRecipients: [{ emailAddress: 'eve@example.com' }] },
        }),
      ] as SQSEvent['Records'];
      expect(await handler({ Records })).toEqual({ batchItemFailures: [] });
      const people = await known(ctx, ['ada', 'bob', 'eve']);
      expect(people.map(({ userId, mailState }) => [userId, mailState])).toEqual([
        ['ada', 'bounced'],
        ['bob', undefined],
        ['eve', 'complained'],
      ]);
      await knows(ctx, 'ada');
      expect(await known(ctx, ['ada'])).not.toHaveProperty('0.mailState');
    },
  );

  test('a mailbox that refuses what its server took is a bounce, too; a refused reminder is none', async () => {
    const ctx = aContext();
    const survey = await aSentSurvey(ctx, { status: 'delivered' });
    const reminder = anSesEvent(ctx, survey, 'Bounce', bounce);
    await handler({ Records: [{ ...reminder, body: reminder.body.replaceAll('m-1', 'm-reminder') }] });
    expect(await surveys.find(ctx, survey.surveyId)).toMatchObject({ status: 'delivered' });
    await handler({ Records: [anSesEvent(ctx, survey, 'Bounce', bounce)] });
    expect(await surveys.find(ctx, survey.surveyId)).toMatchObject({ status: 'bounced' });
  });

  test('a complaint takes the address off for good', async () => {
    const ctx = aContext();
    const survey = await aSentSurvey(ctx, { status: 'delivered' });
    await handler({ Records: [anSesEvent(ctx, survey, 'Complaint', { complaint: { timestamp } })] });
    expect(await surveys.find(ctx, survey.surveyId)).toMatchObject({ status: 'opted_out' });
    expect(await contactPreferences(ctx, email)).toMatchObject({ complained: true });
  });

  test.each([
    ['a mail about an initiative', { initiative: ['ini_1'], stage: ['update'] }],
    ['a receipt for feedback', { feedback: ['fb_1'], stage: ['receipt'] }],
  ])('%s that comes back for good, or is reported, takes its address off', async (_, about) => {
    const ctx = aContext();
    const told = (detail: object) => {
      const mail = { messageId: 'm', timestamp, tags: { company: [ctx.companyId], ...about } };
      return { messageId: 'x', body: JSON.stringify({ detail: { mail, ...detail } }) } as SQSEvent['Records'][number];
    };
    const to = (emailAddress: string) => [{ emailAddress }];
    const bounced = { bounceType: 'Permanent', timestamp, bouncedRecipients: to('Bob@example.com') };
    const result = await handler({
      Records: [
        told({ eventType: 'Delivery' }),
        told({ eventType: 'Bounce', bounce: bounced }),
        told({ eventType: 'Bounce', bounce: { ...bounced, bounceType: 'Transient', bouncedRecipients: to(email) } }),
        told({ eventType: 'Complaint', complaint: { timestamp, complainedRecipients: to('cy@example.com') } }),
      ],
    });
    expect(result.batchItemFailures).toEqual([]);
    expect(await contactPreferences(ctx, 'bob@example.com')).toMatchObject({ bounced: true });
    expect(await contactPreferences(ctx, email)).not.toHaveProperty('bounced');
    expect(await contactPreferences(ctx, 'cy@example.com')).toMatchObject({ complained: true });
  });

  test('a mail to an outside address, also about an alert, that comes back or is reported marks the address', async () => {
    const ctx = aContext();
    const [asked, told] = [await aNamed(ctx, 'a@example.com'), await anAgreed(ctx, 'b@example.com')];
    const later = new Date(ctx.now.getTime() + 60_000).toISOString();
    const event = (address: string, more: object, tags: object = {}) => ({
      messageId: randomUUID(),
      body: JSON.stringify({
        detail: { mail: { tags: { company: [ctx.companyId], address: [address], ...tags } }, ...more },
      }),
    });
    const bounced = (bounceType: string) => ({ bounce: { bounceType, timestamp: later, bouncedRecipients: [] } });
    const reported = { complaint: { timestamp: later, complainedRecipients: [] } };
    const Records = [
      event(asked, bounced('Permanent')),
      event(told, bounced('Transient'), { alert: ['al_1'] }),
    ] as SQSEvent['Records'];
    expect(await handler({ Records: [...Records, ...Records] })).toEqual({ batchItemFailures: [] });
    expect(await statesOf(ctx, ['a@example.com', 'b@example.com'])).toMatchObject([
      { state: 'bounced' },
      { state: 'confirmed' },
    ]);
    await handler({ Records: [event(told, reported, { alert: ['al_1'] })] as SQSEvent['Records'] });
    expect(await statesOf(ctx, ['b@example.com'])).toMatchObject([{ state: 'complained' }]);
  });

  test.each([
    ['a question for a consent', { consent: [newId('consent')] }],
    ['an invitation', { invitation: [newId('activity')] }],
  ])('%s that comes back, or is called spam, takes its address off', async (_, tag) => {
    const ctx = aContext();
    const mail = { messageId: 'm-8', timestamp, tags: { company: [ctx.companyId], ...tag } };
    const event = (detail: object) =>
      ({ messageId: 'x', body: JSON.stringify({ detail: { mail, ...detail } }) }) as SQSEvent['Records'][number];
    const complaint = { complaint: { timestamp, complainedRecipients: [{ emailAddress: email }] } };
    const told = [event({ eventType: 'Bounce', ...bounce }), event({ eventType: 'Complaint', ...complaint })];
    expect(await handler({ Records: [...told, ...told] })).toEqual({ batchItemFailures: [] });
    expect(await contactPreferences(ctx, email)).toMatchObject({ bounced: true, complained: true });
  });

  test('a mail with the link to a document that comes back for good has failed, and its address is taken off', async () => {
    const ctx = aContext();
    const kept = await aKept(ctx, { email });
    const { linkId } = await shareDocument(ctx, kept);
    const tags = { company: [ctx.companyId], document: [kept.documentId], link: [linkId] };
    const mail = { messageId: 'm-10', timestamp, tags };
    const told = (detail: object) =>
      ({ messageId: 'x', body: JSON.stringify({ detail: { mail, ...detail } }) }) as SQSEvent['Records'][number];
    const later = { bounce: { ...bounce.bounce, bounceType: 'Transient' } };
    await handler({ Records: [told({ eventType: 'Bounce', ...later })] });
    expect(await documents.find(ctx, kept.documentId)).toMatchObject({ shares: [{ linkId, mail: 'queued' }] });
    const records = [told({ eventType: 'Bounce', ...bounce }), told({ eventType: 'Delivery', ...delivery })];
    expect(await handler({ Records: [...records, ...records] })).toEqual({ batchItemFailures: [] });
    expect(await documents.find(ctx, kept.documentId)).toMatchObject({ shares: [{ linkId, mail: 'failed' }] });
    expect(await contactPreferences(ctx, email)).toMatchObject({ bounced: true });
  });

  test('a message to a customer that comes back has failed, and its address is taken off', async () => {
    const ctx = aContext();
    const { feedbackId } = await given(ctx);
    const { body } = await open(again(ctx), { feedbackId, body: {} });
    const { messageId } = await message(again(ctx), { followUpId: body.followUpId, body: { text: 'Dear Ada' } });
    const mail = { messageId: 'm-9', timestamp, tags: { company: [ctx.companyId], message: [messageId] } };
    const told = (detail: object) =>
      ({ messageId: 'x', body: JSON.stringify({ detail: { mail, ...detail } }) }) as SQSEvent['Records'][number];
    const bounced = { bounceType: 'Permanent', timestamp, bouncedRecipients: [{ emailAddress: 'ada@example.com' }] };
    const Records = [told({ eventType: 'Send' }), ...[1, 2].map(() => told({ eventType: 'Bounce', bounce: bounced }))];
    expect(await handler({ Records })).toEqual({ batchItemFailures: [] });
    expect((await messages(ctx, body)).items).toMatchObject([{ state: 'failed', reason: 'bounced_address' }]);
    expect(await contactPreferences(ctx, 'ada@example.com')).toMatchObject({ bounced: true });
  });

  test('mail that is not ours is left alone, and a broken event fails alone', async () => {
    const ctx = aContext();
    const survey = await aSentSurvey(ctx);
    const broken = anSesEvent(ctx, survey, 'Unheard of');
    const foreign = {
      messageId: 'x',
      body: JSON.stringify({ detail: { mail: { tags: {} } } }),
    } as SQSEvent['Records'][number];
    const result = await handler({ Records: [foreign, broken, anSesEvent(ctx, survey, 'Delivery', delivery)] });
    expect(result.batchItemFailures).toEqual([{ itemIdentifier: broken.messageId }]);
    expect(await surveys.find(ctx, survey.surveyId)).toMatchObject({ status: 'delivered' });
  });
});
