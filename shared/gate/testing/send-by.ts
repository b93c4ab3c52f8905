import { CreateActivity } from '../../activity/activity.schema.ts';
import { create as createActivity } from '../../activity/activity.ts';
import { invite } from '../../activity/invite.ts';
import { tellThem } from '../../alert/notice.ts';
import { givenAlert } from '../../alert/testing/given.ts';
import { ask } from '../../asking/ask.ts';
import { mailLinks } from '../../document/share-mail.ts';
import { aKept, shared } from '../../document/testing/kept.ts';
import { again, given } from '../../feedback/testing/given.ts';
import { mailQuestion } from '../../consent/ask-mail.ts';
import { ask as askConsent } from '../../consent/ask.ts';
import { AskConsent } from '../../consent/consent.schema.ts';
import { CreateCustomer } from '../../customer/customer.schema.ts';
import { create as createCustomer } from '../../customer/customer.ts';
import { identify } from '../../customer/identity.ts';
import { open } from '../../follow-up/opening.ts';
import { message } from '../../follow-up/write-message.ts';
import { Problem } from '../../http/problem.ts';
import { CreateInitiative } from '../../initiative/initiative.schema.ts';
import { create as createInitiative, link } from '../../initiative/initiative.ts';
import { sendLoopMails } from '../../initiative/loop-send.ts';
import { PutLoopSettings } from '../../initiative/loop-settings.schema.ts';
import { putLoopSettings } from '../../initiative/loop-settings.ts';
import { loopMails, mailIdOf, receiptIdOf } from '../../initiative/loop.store.ts';
import { personOf } from '../../initiative/voices.ts';
import { create } from '../../kernel/change.ts';
import type { Context } from '../../kernel/context.ts';
import type { Id } from '../../kernel/id-kinds.ts';
import { sendMail } from '../../mail/ses.ts';
import { messages } from '../../message/message.store.ts';
import { dueMessageMails } from '../../message/send-messages.ts';
import { askByMail } from '../../outside-address/asking.ts';
import { confirmedAmong } from '../../outside-address/outside-address.ts';
import { aNamed, anAgreed } from '../../outside-address/testing/given.ts';
import { knows } from '../../people/testing/given.ts';
import { mailOwnLink } from '../../privacy/own-link.ts';
import { queueRun } from '../../report-run/occurrences.ts';
import { call } from '../../report-run/step.ts';
import { aScheduled, fakePrinters, works } from '../../report-run/testing/worked.ts';
import { type DueParts, runDue } from '../../sending/due.ts';
import { sesMailer } from '../../sending/survey.mailer.ts';
import { csatTemplate } from '../../survey-template/ready-made/csat.ts';
import { SurveyTemplateInput } from '../../survey-template/survey-template.schema.ts';
import { create as createTemplate } from '../../survey-template/survey-template.ts';
import { SurveySettings } from '../../survey/survey-settings.schema.ts';
import { surveys } from '../../survey/survey.store.ts';
import { aDeliveredSurvey } from '../../survey/testing/given.ts';
import type { useQueues } from '../../testing/queues.ts';
import type { SenderName } from './senders.ts';

/** Who is written to, and what happens after a message was planned and before it is sent. */
type Case = { ctx: Context; email: string; between: () => Promise<unknown>; queues: ReturnType<typeof useQueues> };

const mail = { subject: 'Hello', html: '<p>Hello</p>', text: 'Hello' };
const render = () => mail;
const pace = async (): Promise<void> => undefined;
const rules = { surveys: SurveySettings.parse({}), timeZone: 'UTC', dayBoundary: '00:00' };
const parts: DueParts = { mailer: sesMailer(render), rules: async () => rules, isActive: async () => true, pace };

const surveyDue = async (ctx: Context, surveyId: Id<'survey'>): Promise<void> => {
  const survey = await surveys.find(ctx, surveyId);
  if (survey) await runDue(parts, again(ctx), survey);
};

/** A mail of an initiative's life, or a receipt, that waits to be sent. */
async function loopMail({ ctx, email, between }: Case, isReceipt: boolean): Promise<void> {
  await putLoopSettings(again(ctx), { body: PutLoopSettings.parse({ receiptOnIntake: ['direct'], receipt: false }) });
  const record = await given(ctx, { source: 'direct', contact: { email } });
  const { initiativeId } = await createInitiative(again(ctx), { body: CreateInitiative.parse({ title: 'Queue' }) });
  await link(again(ctx), { initiativeId, body: { feedbackIds: [record.feedbackId] } });
  const [person, at] = [personOf(record), ctx.now.toISOString()];
  const of = isReceipt
    ? { mailId: receiptIdOf(record.feedbackId), feedbackId: record.feedbackId, stage: 'receipt' as const }
    : {
        mailId: mailIdOf({ initiativeId, stage: 'resolution', person }),
        initiativeId,
        stage: 'resolution' as const,
      };
  const waiting = { ...of, person, state: 'waiting' as const, notBefore: at, at };
  await create(again(ctx), loopMails, waiting, { action: 'plan' });
  await between();
  await sendLoopMails(again(ctx), [of.mailId], { render, pace });
}

/** The customer who has an address, made where there is none. */
const whoHas = async (ctx: Context, email: string) =>
  (await identify(ctx, { email })) ??
  (await createCustomer(again(ctx), {
    body: CreateCustomer.parse({ type: 'individual', lastName: 'Written', emails: [{ address: email }] }),
  }));

/** What was planned; undefined where the gate has refused it at once. */
const unlessRefused = <T>(planned: Promise<T>): Promise<T | undefined> =>
  planned.catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'message-refused') return undefined;
    throw error;
  });

/** Has each sender write to an address, as far as the gate lets it. */
export const sendBy: Record<SenderName, (one: Case) => Promise<void>> = {
  async survey({ ctx, email, between }) {
    const template = await createTemplate(again(ctx), {
      body: SurveyTemplateInput.parse({ ...csatTemplate, sendDelayHours: 0 }),
    });
    const occasion = { trigger: 'list', relatedTo: {}, snapshot: {} };
    const { surveyId } = await ask(again(ctx), { template, recipient: { email }, ...occasion }, rules);
    await between();
    if (surveyId) await surveyDue(ctx, surveyId as Id<'survey'>);
  },
  async reminder({ ctx, email, between }) {
    const due = { reminders: [1], dueKind: 'remind' as const, dueAt: ctx.now.toISOString() };
    const { survey } = await aDeliveredSurvey(ctx, { survey: { contact: { email }, ...due } });
    await between();
    await surveyDue(ctx, survey.surveyId);
  },
  initiative: (one) => loopMail(one, false),
  receipt: (one) => loopMail(one, true),
  async message({ ctx, email, between }) {
    await knows(ctx, 'ada');
    const { feedbackId } = await given(ctx, { contact: { email } });
    const { body } = await open(again(ctx), { feedbackId, body: { assign: { ownerId: 'ada' } } });
    const written = await unlessRefused(message(again(ctx), { followUpId: body.followUpId, body: { text: 'Sorry.' } }));
    await between();
    const stored = written && (await messages.find(ctx, written.messageId));
    if (stored) await dueMessageMails({ render, replyTo: async () => undefined, pace }).run(again(ctx), stored);
  },
  async invitation({ ctx, email, between }) {
    const customer = await whoHas(ctx, email);
    const planned = { type: 'meeting', subject: 'Offer', dueAt: new Date(ctx.now.getTime() + 3_600_000).toISOString() };
    const relatedTo = { type: 'customer', id: customer.customerId };
    const { activityId } = await createActivity(again(ctx), { body: CreateActivity.parse({ ...planned, relatedTo }) });
    await between();
    await invite(again(ctx), { activityId }, { render, pace });
  },
  async ownData({ ctx, email, between }) {
    const { survey } = await aDeliveredSurvey(ctx, { survey: { contact: { email } } });
    await between();
    await mailOwnLink(
      again(ctx),
      { id: survey.surveyId, email: survey.contact?.email },
      'https://feedback.example.com',
      (to) => sendMail(mail, { from: { address: 'survey@example.com' }, to }),
    );
  },
  async confirmation({ ctx, email, between }) {
    const customer = await whoHas(ctx, email);
    const body = AskConsent.parse({ channel: 'email', purpose: 'marketing', address: email });
    const asked = await unlessRefused(askConsent(again(ctx), { customerId: customer.customerId, body }));
    await between();
    if (asked) await mailQuestion(again(ctx), asked.body, render);
  },
  async document({ ctx, email, between }) {
    const kept = await aKept(ctx, { email, customerId: (await identify(ctx, { email }))?.customerId });
    const share = await unlessRefused(shared(ctx, kept));
    await between();
    if (share) await mailLinks(again(ctx), kept, render);
  },
  async report({ ctx, email, between, queues }) {
    await anAgreed(ctx, email);
    const recipients = { userIds: [], roles: [], teamIds: [], addresses: [email] };
    const report = await aScheduled(ctx, { recipients });
    const run = await queueRun(again(ctx), report, { trigger: 'hand', dueAt: ctx.now.toISOString() });
    if (!run) throw new Error('no run');
    await call(ctx, run);
    await between();
    await works(ctx, ctx.now, { queues, printers: fakePrinters() });
  },
  async alert({ ctx, email, between }) {
    await anAgreed(ctx, email);
    const alert = await givenAlert(ctx);
    const addresses = await confirmedAmong(ctx, [email]);
    await between();
    await tellThem(again(ctx), { alert, step: 'opened' }, { people: [], addresses }, { record: undefined, render });
  },
  async question({ ctx, email, between }) {
    const addressId = await aNamed(ctx, email);
    await between();
    await askByMail(again(ctx), { addressId }, render);
  },
};
