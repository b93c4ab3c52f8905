import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { contactPreferences, setAddress } from '../../shared/contact-preference/contact-preference.ts';
import { edit, exclude, remove, restore } from '../../shared/feedback/feedback.ts';
import type { SubmitFeedback } from '../../shared/feedback/feedback.requests.schema.ts';
import { again, given } from '../../shared/feedback/testing/given.ts';
import { close, get } from '../../shared/follow-up/follow-up.ts';
import { putFollowUpSettings } from '../../shared/follow-up/follow-up-settings.ts';
import { FollowUpSettings, PutFollowUpSettings } from '../../shared/follow-up/follow-up-settings.schema.ts';
import { currentOf } from '../../shared/follow-up/follow-up.schema.ts';
import { followUpRoutes } from '../../shared/follow-up/follow-up.routes.ts';
import { open } from '../../shared/follow-up/opening.ts';
import { messages } from '../../shared/follow-up/write-message.ts';
import { followRecord } from '../../shared/follow-up/leave-out.ts';
import type { Id } from '../../shared/kernel/id-kinds.ts';
import { messages as storedMessages } from '../../shared/message/message.store.ts';
import { dispatch } from '../../shared/kernel/due.ts';
import type { Context } from '../../shared/kernel/context.ts';
import { systemDb } from '../../shared/kernel/table.ts';
import { recordMessageMailEvent } from '../../shared/message/message-mail-event.ts';
import { dueMessageMails } from '../../shared/message/send-messages.ts';
import { knows } from '../../shared/people/testing/given.ts';
import { decisions } from '../../shared/survey/survey.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aContext } from '../../shared/testing/context.ts';
import { playFault } from '../../shared/testing/faults.ts';
import { ownTable } from '../../shared/testing/own-table.ts';
import { useSes } from '../../shared/testing/ses.ts';
import { watchTable } from '../../shared/testing/watch-table.ts';
import { messageMail } from '../../web/mail/message-mail.tsx';
import { handler } from './handler.ts';

const ses = useSes();
beforeAll(ownTable);
afterEach(() => void vi.restoreAllMocks());

const { routes } = followUpRoutes;
const MINUTE = 60_000;
const text = 'Dear Ada,\n\nthe second charge is back on your account. <b>Sorry</b> {{name}}';
const TEXT_OF = { text };

async function aFollowUp(overrides: Partial<SubmitFeedback> = {}, ownerId = 'ada') {
  const ctx = aContext();
  await knows(ctx, 'ada', 'bob');
  const email = `ana-${ctx.companyId.slice(2)}@example.com`;
  const { feedbackId, version } = await given(ctx, { contact: { name: 'Ana', email }, ...overrides });
  const { body } = await open(again(ctx), { feedbackId, body: { assign: { ownerId } } });
  return { ctx, email, feedbackId, version, followUpId: body.followUpId, params: { followUpId: body.followUpId } };
}
type Given = Awaited<ReturnType<typeof aFollowUp>>;

const post = ({ ctx, params }: Pick<Given, 'ctx' | 'params'>, body: object = TEXT_OF, more: object = {}) =>
  send(handler, routes.message, { companyId: ctx.companyId, params, body, ...more });
/** Does what is due with messages, as the schedule does every minute; `later` on the clock of whoever does it. */
const run = (later = 0) =>
  dispatch([dueMessageMails({ render: messageMail, replyTo: async () => 'care@acme.example', pace: async () => {} })], {
    systemDb: systemDb(),
    now: () => new Date(Date.now() + later),
    deadline: new Date(Date.now() + 60_000 + later),
  });
const mailsTo = (email: string) => ses.sent.filter(({ Destination }) => Destination.ToAddresses[0] === email);
const onlyMessage = async ({ ctx, followUpId }: Given) => (await messages(ctx, { followUpId })).items[0];
const found = (one: Given) => get(one.ctx, one);
const decisionsOf = async (ctx: Context, email: string) => (await decisions(ctx, { limit: 10, email })).items;

describe('a message to the customer of a follow-up', () => {
  test('is a first touch, stands in the contacts as sent, and goes out once as a mail that can be answered', async () => {
    const one = await aFollowUp({ language: 'de' });
    const answer = await post(one);
    expect(answer).toMatchObject({ status: 202, body: { messageId: expect.stringMatching(/^msg_/), state: 'queued' } });
    const { messageId } = answer.body;
    const followUp = await found(one);
    expect(followUp.contacts).toMatchObject([{ channel: 'email', outcome: 'sent', messageId, by: { id: 'user-1' } }]);
    expect(currentOf(followUp).firstTouchAt).toBe(followUp.contacts[0]?.at);

    await Promise.all([run(), run()]);
    await run(20 * MINUTE);
    const [mail, ...others] = mailsTo(one.email);
    expect(others).toEqual([]);
    expect(mail).toMatchObject({
      FromEmailAddress: `"${one.ctx.companyId}" <survey@example.com>`,
      ReplyToAddresses: ['care@acme.example'],
      Content: { Simple: { Subject: { Data: `Ihre Rückmeldung an ${one.ctx.companyId}` } } },
    });
    expect(mail?.EmailTags).toContainEqual({ Name: 'message', Value: messageId });
    const { Html = { Data: '' }, Text = { Data: '' } } = mail?.Content.Simple.Body ?? {};
    expect(Text.Data).toContain(text);
    expect(Text.Data).toContain('Antworten Sie einfach auf diese Mail');
    expect(Html.Data).toContain('&lt;b>Sorry&lt;/b> {{name}}');
    expect(Html.Data).not.toContain('<b>');
    expect(await onlyMessage(one)).toMatchObject({ state: 'sent', language: 'de', text, sentAt: expect.any(String) });
  });

  test('is one message where the same request is repeated, and where its reply was lost', async () => {
    const one = await aFollowUp();
    const key = { headers: { 'idempotency-key': 'once' } };
    const stop = playFault(
      'commitThenThrow',
      (name, _, input) => name === 'TransactWriteItemsCommand' && input.includes('msg_'),
    );
    await post(one, TEXT_OF, key).finally(stop);
    const answers = [await post(one, TEXT_OF, key), await post(one, TEXT_OF, key)];
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
    expect(answers[0]?.body).toEqual(answers[1]?.body);
    expect((await found(one)).contacts).toHaveLength(1);
    await run();
    expect(mailsTo(one.email)).toHaveLength(1);
  });

  test('of two at once both stand in the follow-up, and both go out', async () => {
    const one = await aFollowUp();
    expect((await Promise.all([post(one), post(one)])).map(({ status }) => status)).toEqual([202, 202]);
    await run();
    expect((await found(one)).contacts).toHaveLength(2);
    expect(mailsTo(one.email)).toHaveLength(2);
  });

  test('is not sent again where the reply of the mail service was lost: it is unresolved after 15 minutes', async () => {
    const one = await aFollowUp();
    await post(one);
    ses.refusal = { status: 500, type: 'InternalServiceErrorException' };
    await run();
    ses.refusal = undefined;
    expect(await onlyMessage(one)).toMatchObject({ state: 'sending' });
    await run(5 * MINUTE);
    expect(await onlyMessage(one)).toMatchObject({ state: 'sending' });
    await run(20 * MINUTE);
    expect(await onlyMessage(one)).toMatchObject({ state: 'unresolved' });
    expect(mailsTo(one.email)).toEqual([]);
  });

  test('is not sent again where the function died after the mail service took it', async () => {
    const one = await aFollowUp();
    await post(one);
    // Without pauses between tries.
    vi.spyOn(Math, 'random').mockReturnValue(0);
    let died = false;
    const stop = playFault('throttle', (name, _, input) => {
      died ||= name !== 'GetItemCommand' && mailsTo(one.email).length > 0 && input.includes('msg_');
      return died;
    });
    await run()
      .catch(() => undefined)
      .finally(stop);
    expect(died).toBe(true);
    await run(5 * MINUTE);
    await run(20 * MINUTE);
    expect(mailsTo(one.email)).toHaveLength(1);
    expect(await onlyMessage(one)).toMatchObject({ state: 'unresolved' });
  });

  test('waits where the mail service wants it slower, and has failed where it refuses for good', async () => {
    const slow = await aFollowUp();
    await post(slow);
    ses.refusal = { status: 429, type: 'TooManyRequestsException' };
    await run();
    expect(await onlyMessage(slow)).toMatchObject({ state: 'queued' });
    ses.refusal = undefined;
    await run(2 * MINUTE);
    expect(await onlyMessage(slow)).toMatchObject({ state: 'sent' });
    const bad = await aFollowUp();
    await post(bad);
    ses.refusal = { status: 400, type: 'MessageRejected' };
    await run();
    expect(await onlyMessage(bad)).toMatchObject({ state: 'failed', reason: 'mail_rejected' });
  });

  test.each([
    ['optedOut', { optedOut: true }, 'opted_out'],
    ['bounced', { bounced: true }, 'bounced_address'],
    ['complained', { complained: true }, 'complained'],
    ['doNotContact', { doNotContact: true }, 'do_not_contact'],
    ['consent refused', { consent: false }, 'no_consent'],
    ['a pause', { pausedUntil: '2999-01-01T00:00:00.000Z' }, 'opted_out'],
  ])('to an address with %s is 409 with the decision, which is noted; nothing is sent', async (_, fact, reason) => {
    const one = await aFollowUp();
    await setAddress(one.ctx, one.email, fact, one.ctx.now.toISOString());
    const answer = await post(one);
    expectProblem(answer, 409, 'message-refused');
    expect(answer.body['decision']).toMatchObject({ sent: false, reason, rule: expect.any(String), kind: 'manual' });
    expect(await decisionsOf(one.ctx, one.email)).toMatchObject([answer.body['decision']]);
    expect((await found(one)).contacts).toEqual([]);
    await run();
    expect(mailsTo(one.email)).toEqual([]);
  });

  test.each([
    ['given anonymously', { contact: undefined, customerId: undefined }],
    ['of a customer without an address', { contact: undefined, customerId: 'C-1' }],
    ['with a telephone number only', { contact: { phone: '+49 30 1234567' } }],
  ])('about a record %s is refused: no_address', async (_, overrides) => {
    const answer = await post(await aFollowUp(overrides as Partial<SubmitFeedback>));
    expectProblem(answer, 409, 'message-refused');
    expect(answer.body['decision']).toMatchObject({ reason: 'no_address' });
  });

  test('passes the gate again when it is sent: whoever has unsubscribed meanwhile gets nothing', async () => {
    const one = await aFollowUp();
    await post(one);
    await setAddress(one.ctx, one.email, { optedOut: true }, new Date().toISOString());
    await run();
    expect(mailsTo(one.email)).toEqual([]);
    expect(await onlyMessage(one)).toMatchObject({ state: 'failed', reason: 'opted_out' });
    expect(await decisionsOf(one.ctx, one.email)).toMatchObject([{ reason: 'opted_out', kind: 'manual' }]);
  });

  test('goes nowhere once the record names nobody any more, or is left out', async () => {
    const nameless = await aFollowUp();
    await post(nameless);
    const { feedbackId, version } = nameless;
    await edit(again(nameless.ctx), { feedbackId, ifMatch: version, edit: { contact: null } as never });
    const excluded = await aFollowUp();
    await post(excluded);
    await exclude(again(excluded.ctx), { feedbackId: excluded.feedbackId, reason: 'spam' });
    await run();
    expect(await onlyMessage(nameless)).toMatchObject({ state: 'failed', reason: 'no_address' });
    expect(await onlyMessage(excluded)).toMatchObject({ state: 'failed', reason: 'record_gone' });
    expect([...mailsTo(nameless.email), ...mailsTo(excluded.email)]).toEqual([]);
  });

  test.each([
    ['no text', {}, '#/text'],
    ['a blank text', { text: ' \n ' }, '#/text'],
    ['5 001 letters', { text: 'x'.repeat(5_001) }, '#/text'],
    ['control characters', { text: 'a\u0000b' }, '#/text'],
    ['text and template', { text: 'Hello', templateId: 'tmp_1' }, '#/text'],
    ['a template, of which there are none', { templateId: 'tmp_1' }, '#/templateId'],
    ['a channel that cannot be written to', { text: 'Hello', channel: 'sms' }, '#/channel'],
  ])('with %s is 400 and writes nothing', async (_, body, pointer) => {
    const one = await aFollowUp();
    const { result: answer, items } = await watchTable(() => post(one, body));
    expectProblem(answer, 400, 'validation-failed');
    expect(answer.body['errors']).toMatchObject([{ pointer }]);
    expect(items).toEqual([]);
  });

  test('is for who has the follow-up: an agent’s own, and 404 where it is another’s', async () => {
    const one = await aFollowUp();
    const by = (userId: string) => post(one, TEXT_OF, { role: 'agent', userId });
    expect((await by('ada')).status).toBe(202);
    expectProblem(await by('bob'), 404, 'not-found');
    expect((await post(one, TEXT_OF, { role: 'manager', userId: 'eve' })).status).toBe(202);
    const read = { companyId: one.ctx.companyId, params: one.params, role: 'agent' as const };
    expect((await send(handler, routes.messages, { ...read, userId: 'ada' })).body['items']).toHaveLength(2);
    expectProblem(await send(handler, routes.messages, { ...read, userId: 'bob' }), 404, 'not-found');
  });

  test('needs an open follow-up', async () => {
    const one = await aFollowUp();
    const body = { status: 'no_action', reason: 'praise' } as const;
    await close(again(one.ctx), { ...one, body });
    expectProblem(await post(one), 409, 'conflict');
  });

  test('that comes back has failed and takes the address off; each event may come twice and in any order', async () => {
    const one = await aFollowUp();
    await post(one);
    ses.refusal = { status: 500, type: 'InternalServiceErrorException' };
    await run();
    const messageId = (await onlyMessage(one))?.messageId;
    const timestamp = new Date().toISOString();
    const mail = { messageId: 'm-1', timestamp, tags: { company: [one.ctx.companyId], message: [messageId] } };
    const told = (eventType: string, more: object = {}) =>
      recordMessageMailEvent(one.ctx, { eventType, mail, ...more } as never);
    await told('Delivery', { delivery: { timestamp } });
    expect(await onlyMessage(one)).toMatchObject({ state: 'sent', deliveredAt: timestamp });
    const bounce = { bounceType: 'Permanent', timestamp, bouncedRecipients: [{ emailAddress: one.email }] };
    for (let delivery = 0; delivery < 2; delivery++) await told('Bounce', { bounce });
    await told('Send');
    expect(await onlyMessage(one)).toMatchObject({ state: 'failed', reason: 'bounced_address' });
    expect(await contactPreferences(one.ctx, one.email)).toMatchObject({ bounced: true });
    expectProblem(await post(one), 409, 'message-refused');
    await run(20 * MINUTE);
    expect(await onlyMessage(one)).toMatchObject({ state: 'failed' });
  });
});

test('the messages of a deleted record leave the table when it does, and stay where it is back', async () => {
  const one = await aFollowUp();
  const { feedbackId } = one;
  const messageId = (await post(one)).body['messageId'] as Id<'message'>;
  const expiry = async () => (await storedMessages.find(one.ctx, messageId))?.expiresAt ?? 0;
  const usual = await expiry();
  await remove(again(one.ctx), { feedbackId });
  for (let delivery = 0; delivery < 2; delivery++) await followRecord(again(one.ctx), { feedbackId });
  expect(usual - (await expiry())).toBeGreaterThan(360 * 86_400);
  await restore(again(one.ctx), { feedbackId });
  await followRecord(again(one.ctx), { feedbackId });
  expect(await expiry()).toBe(usual);
});

test('where answers go is a setting of follow-ups, and off unless set', async () => {
  const ctx = aContext();
  expect(FollowUpSettings.parse({ version: 0 }).replyTo).toBeUndefined();
  const body = PutFollowUpSettings.parse({ replyTo: 'care@acme.example' });
  expect(await putFollowUpSettings(ctx, { body })).toMatchObject({ replyTo: 'care@acme.example' });
});
