import { CreateActivity } from '../activity/activity.schema.ts';
import { create as createActivity } from '../activity/activity.ts';
import { CreateAlertRule } from '../alert-rule/alert-rule.schema.ts';
import { create as createAlertRule } from '../alert-rule/alert-rule.ts';
import { OwnRole } from '../access/access.schema.ts';
import { get as getRole, put as putRole } from '../access/access.ts';
import { givenAlert } from '../alert/testing/given.ts';
import * as z from 'zod';
import { aModel } from '../analytics/testing/prediction.ts';
import { CreateBenchmark } from '../benchmark/benchmark.schema.ts';
import { create as createBenchmark } from '../benchmark/benchmark.ts';
import { givenBoard } from '../board/testing/given.ts';
import { renew as renewCalendarLink } from '../calendar-link/calendar-link.ts';
import { put as putCalendar } from '../calendar/calendar.ts';
import { PutCalendar } from '../calendar/calendar.schema.ts';
import { ContactPreferences } from '../contact-preference/contact-preference.schema.ts';
import { PutCrmSettings } from '../crm-settings/crm-settings.schema.ts';
import { putCrmSettings } from '../crm-settings/crm-settings.ts';
import { CreateContact } from '../contact/contact.schema.ts';
import { create as createContact } from '../contact/contact.ts';
import { CreateConsent } from '../consent/consent.schema.ts';
import { create as createConsent } from '../consent/consent.ts';
import { lookAt } from '../duplicate/look.ts';
import { CreateHousehold } from '../household/household.schema.ts';
import { create as createHousehold } from '../household/household.ts';
import { CreateRelation } from '../relation/relation.schema.ts';
import { create as createRelation } from '../relation/relation.ts';
import { CreatePolicy } from '../policy/policy.schema.ts';
import { create as createPolicy } from '../policy/policy.ts';
import { PutLimits } from '../limits/limits.schema.ts';
import { putLimits } from '../limits/limits.ts';
import { CreateDocument } from '../document/document.schema.ts';
import { create as createDocument } from '../document/document.ts';
import { CreateVehicle } from '../vehicle/vehicle.schema.ts';
import { create as createVehicle } from '../vehicle/vehicle.ts';
import { score } from '../score/score.ts';
import { CreatePurchase } from '../purchase/purchase.schema.ts';
import { create as createPurchase } from '../purchase/purchase.ts';
import { CreateCustomer } from '../customer/customer.schema.ts';
import { create as createCustomer } from '../customer/customer.ts';
import { Feedback } from '../feedback/feedback.schema.ts';
import { FormKey } from '../form/form.schema.ts';
import { Initiative } from '../initiative/initiative.schema.ts';
import { Decision, Survey } from '../survey/survey.schema.ts';
import {
  link,
  create as createInitiative,
  edit as editInitiative,
  get as getInitiative,
  linked,
} from '../initiative/initiative.ts';
import { PutLoopSettings } from '../initiative/loop-settings.schema.ts';
import { putLoopSettings } from '../initiative/loop-settings.ts';
import { PutSettings, Settings } from '../company/settings.schema.ts';
import { putSettings } from '../company/put-settings.ts';
import { readSettings } from '../company/settings.ts';
import { setContactPreferences } from '../consent/address-news.ts';
import { contactPreferences } from '../contact-preference/contact-preference.ts';
import { list } from '../feedback/feedback.list.ts';
import { EditFeedback } from '../feedback/feedback.requests.schema.ts';
import { edit, get } from '../feedback/feedback.ts';
import { again, given } from '../feedback/testing/given.ts';
import { open as openFollowUp } from '../follow-up/opening.ts';
import { message as writeMessage } from '../follow-up/write-message.ts';
import { putFollowUpSettings } from '../follow-up/follow-up-settings.ts';
import { PutFollowUpSettings } from '../follow-up/follow-up-settings.schema.ts';
import { create as createFollowUpRule } from '../follow-up-rule/follow-up-rule.ts';
import { CreateFollowUpRule } from '../follow-up-rule/follow-up-rule.schema.ts';
import { CreateHook } from '../hook/hook.schema.ts';
import { create as createHook } from '../hook/hook.ts';
import { CreateGoal } from '../goal/goal.schema.ts';
import { create as createGoal } from '../goal/goal.ts';
import { resolveFormKey } from '../form/form-key-lookup.ts';
import { createFormKey, listFormKeys, removeFormKey } from '../form/form-keys.ts';
import { queued } from '../job/job.ts';
import type { Context } from '../kernel/context.ts';
import { put as putNotifications } from '../notification/notification.ts';
import { PutNotifications } from '../notification/notification.schema.ts';
import { noteAddresses } from '../outside-address/outside-address.ts';
import { PutPerson } from '../people/people.schema.ts';
import { put as putPerson } from '../people/people.ts';
import { givenPraise } from '../praise/testing/given.ts';
import { givenReport } from '../report/testing/given.ts';
import { stop as stopReport } from '../report-delivery/stops.ts';
import { queueRun } from '../report-run/occurrences.ts';
import { listRequests } from '../privacy/data-request.ts';
import { DataRequest } from '../privacy/data-request.schema.ts';
import { requestErasure } from '../privacy/own-request.ts';
import { decide as decideReview } from '../review/decide.ts';
import { make } from '../review/making.ts';
import { PutReviewSettings } from '../review/review-settings.schema.ts';
import { putReviewSettings } from '../review/review-settings.ts';
import { SurveyTemplate, SurveyTemplateInput } from '../survey-template/survey-template.schema.ts';
import { readTemplate } from '../survey-template/survey-template.store.ts';
import { get as getTemplate, put as putTemplate } from '../survey-template/survey-template.ts';
import { cancelSurvey } from '../survey/cancel.ts';
import { cancel, decisions, getSurvey } from '../survey/survey.ts';
import { csatTemplate } from '../survey-template/ready-made/csat.ts';
import { aDeliveredSurvey } from '../survey/testing/given.ts';
import { givenTopic } from '../emerging/testing/given.ts';
import { PutTaxonomy } from '../taxonomy/taxonomy.schema.ts';
import { put as putTaxonomy } from '../taxonomy/taxonomy.ts';
import { CreateTracker } from '../tracker/tracker.schema.ts';
import { create as createTracker } from '../tracker/tracker.ts';
import { decide as decideTriage } from '../triage/decide.ts';
import { newId } from '../kernel/ids.ts';
import { noteLevels } from '../analysis/budget-level.ts';
import { noteEnd } from '../analysis-job/analysis-run.ts';
import { CreateReviewSample } from '../review-sample/review-sample.schema.ts';
import { create as createSample } from '../review-sample/review-sample.ts';
import { countEnded } from '../webhook/delivery-day.ts';
import { create as createWebhook } from '../webhook/webhook.ts';
import { CreateView } from '../view/view.schema.ts';
import { create as createView } from '../view/view.ts';
import { CreateWebhook } from '../webhook/webhook.schema.ts';

const EMAIL = 'ana@example.com';
const aCalendar = PutCalendar.parse({
  timeZone: 'Europe/Berlin',
  weekly: [{ day: 'monday', start: '09:00', end: '17:00' }],
});

const inAYear = ({ now }: Context): string => new Date(now.getTime() + 365 * 86_400_000).toISOString().slice(0, 10);

/** Makes at least one record of every kind that people can make, and returns their ids. */
export async function aCompanyOfAllKinds(ctx: Context) {
  await putSettings(ctx, PutSettings.parse({ timeZone: 'Europe/Berlin', dayBoundary: '04:00' }));
  const { feedbackId } = await given(again(ctx), { customerId: 'C-1' });
  await edit(again(ctx), { feedbackId, edit: EditFeedback.parse({ theme: 'invoices' }) });
  await givenAlert(ctx, { feedbackId, key: feedbackId });
  const { initiativeId } = await createInitiative(again(ctx), {
    body: { title: 'Shorter queue', status: 'planned', themes: ['queue'], ownerId: 'user-7' },
  });
  await editInitiative(again(ctx), { initiativeId, body: { status: 'in_progress' } });
  await putLoopSettings(again(ctx), { body: PutLoopSettings.parse({ declined: true }) });
  await link(again(ctx), { initiativeId, body: { feedbackIds: [feedbackId] } });
  const node = { id: 'billing', kind: 'category', name: 'Billing', synonyms: { en: ['invoice'] } };
  await putTaxonomy(again(ctx), { body: PutTaxonomy.parse({ nodes: [node], force: true, reason: 'The first one' }) });
  await givenTopic(again(ctx));
  const { formKey } = await createFormKey(again(ctx), { name: 'Help page', perMinute: 60 });
  const { survey } = await aDeliveredSurvey(again(ctx));
  const reopened = (await aDeliveredSurvey(again(ctx))).survey;
  await cancelSurvey(again(ctx), reopened.surveyId, 'ticket_reopened');
  await setContactPreferences(again(ctx), { email: EMAIL, consent: true });
  await requestErasure(again(ctx), survey);
  await putPerson(again(ctx), { userId: 'user-7', body: PutPerson.parse({ name: 'Ada', email: EMAIL }) });
  await noteAddresses(again(ctx), ['on-call@example.com']);
  await putNotifications(again(ctx), { body: PutNotifications.parse({ digest: 'daily' }) });
  await putRole(again(ctx), { role: 'team-lead', body: { permissions: ['feedback:read'] } });
  await putFollowUpSettings(again(ctx), { body: PutFollowUpSettings.parse({}) });
  const { body: followUp } = await openFollowUp(again(ctx), { feedbackId, body: {} });
  await writeMessage(again(ctx), { followUpId: followUp.followUpId, body: { text: 'Dear Ada, we are sorry.' } });
  await decideTriage(again(ctx), { feedbackId, body: { status: 'planned', route: 'roadmap' } });
  await putCalendar(again(ctx), { calendarId: 'support', body: aCalendar });
  const rule = { name: 'Angry', severity: 'warning', match: { all: { emotion: 'anger' } } };
  await createAlertRule(again(ctx), { body: CreateAlertRule.parse(rule) });
  await createFollowUpRule(again(ctx), {
    body: CreateFollowUpRule.parse({ name: 'Angry', order: 1, match: rule.match }),
  });
  // An exception of the configuration is not looked up in the DNS.
  process.env['WEBHOOK_ALLOWED'] = 'hooks.example.com:443';
  const endpoint = { url: 'https://hooks.example.com/heed', events: ['FeedbackReceived'] };
  const { endpointId } = await createWebhook(again(ctx), { body: CreateWebhook.parse(endpoint) });
  const ended = {
    deliveryId: newId('delivery', ctx.now),
    state: 'delivered',
    at: ctx.now,
    first: true,
    replay: false,
  } as const;
  await countEnded(again(ctx), endpointId, [ended]);
  await createHook(again(ctx), { body: CreateHook.parse({ preset: 'typeform' }) });
  const { trackerId } = await createTracker(again(ctx), { body: CreateTracker.parse({ name: 'Board', endpointId }) });
  await decideTriage(again(ctx), { feedbackId, body: { status: 'planned', handOver: trackerId } });
  await putReviewSettings(again(ctx), { body: PutReviewSettings.parse({ recipients: { userIds: ['user-7'] } }) });
  await make(again(ctx), { kind: 'weekly', period: '2020-W02' }, { isOver: () => false });
  const declined = await createInitiative(again(ctx), {
    body: { title: 'A drive-in', status: 'wont_do', reason: 'Too dear.', themes: [] },
  });
  await make(again(ctx), { kind: 'quarterly', period: '2020-Q1' }, { isOver: () => false });
  const keep = { initiativeId: declined.initiativeId, decision: 'keep', reason: 'Too dear.', until: inAYear(ctx) };
  await decideReview(again(ctx), { reviewId: 'quarterly-2020-Q1', body: { items: [keep] } });
  const job = { permission: 'webhooks:write', places: { of: 'replay', most: 1 } } as const;
  const { jobId } = await queued(again(ctx), 'webhookReplay', { from: '2026-11-01T00:00:00.000Z' }, job);
  await noteEnd(again(ctx), { jobId, parts: ['urgency'], texts: 1, written: 1, unchanged: 0, units: 0 });
  await noteLevels(again(ctx), 100, {
    units: 80,
    jobUnits: 0,
    byPart: { sentiment: 80, keyPhrases: 0, pii: 0, language: 0 },
  });
  const days = { from: ctx.now.toISOString().slice(0, 10), to: inAYear(ctx) };
  await createGoal(again(ctx), { body: CreateGoal.parse({ metric: 'nps', target: 40, ...days }) });
  const source = { title: 'A benchmark', url: 'https://example.com/report', publishedOn: '2026-01-31' };
  const benchmark = { metric: 'nps', industry: 'retail', region: 'Europe', value: 41, asOf: '2025-12-31', source };
  await createBenchmark(again(ctx), { body: CreateBenchmark.parse({ ...benchmark, validTo: inAYear(ctx) }) });
  await givenPraise(ctx, feedbackId);
  await aModel(again(ctx));
  const report = await givenReport(ctx);
  await queueRun(again(ctx), report, { trigger: 'schedule', dueAt: ctx.now.toISOString(), reason: 'superseded' });
  await stopReport(again(ctx), { reportId: report.reportId, email: EMAIL, why: 'unsubscribed' });
  await givenBoard(ctx);
  await putCrmSettings(again(ctx), { body: PutCrmSettings.parse({ defaultCountry: 'AT' }) });
  const customer = {
    type: 'individual',
    lastName: 'Huber',
    externalIds: [{ id: 'C-9' }],
    emails: [{ address: EMAIL }],
  };
  await putLimits(again(ctx), { body: PutLimits.parse({ surveysCount: true }) });
  const { customerId } = await createCustomer(again(ctx), { body: CreateCustomer.parse(customer) });
  const consent = { purpose: 'marketing', channel: 'email', state: 'denied', basis: 'consent', source: 'web form' };
  await createPolicy(again(ctx), {
    body: CreatePolicy.parse({ policyVersion: '1', title: 'Data', languages: { en: 'We keep it.' } }),
  });
  await createConsent(again(ctx), { customerId, body: CreateConsent.parse(consent) });
  const { customerId: businessId } = await createCustomer(again(ctx), {
    body: CreateCustomer.parse({ type: 'business', businessName: 'Huber AG' }),
  });
  const contact = { lastName: 'Maier', customerId, positions: [{ customerId: businessId, title: 'Buyer' }] };
  const { contactId } = await createContact(again(ctx), { body: CreateContact.parse(contact) });
  const sibling = { type: 'sibling', to: { type: 'contact', id: contactId } };
  await createRelation(again(ctx), { customerId, body: CreateRelation.parse(sibling) });
  await createHousehold(again(ctx), { body: CreateHousehold.parse({ headId: customerId }) });
  const paid = { customerId, at: ctx.now.toISOString(), net: { amountMinor: 12_990, currency: 'EUR' } };
  await createPurchase(again(ctx), { body: CreatePurchase.parse(paid) });
  await score(again(ctx), customerId);
  await createVehicle(again(ctx), { body: CreateVehicle.parse({ vin: '1HGCM82633A004352' }) });
  // A form for its file is signed; nobody sends one.
  process.env['FILES_BUCKET'] ??= 'files';
  const contract = { owner: { type: 'customer', id: customerId }, name: 'contract.txt', kind: 'contract' };
  const file = { contentType: 'text/plain', bytes: 4, sha256: 'a'.repeat(64) };
  await createDocument(again(ctx), { body: CreateDocument.parse({ ...contract, ...file }) });
  const planned = { type: 'call', subject: 'Call back', dueAt: ctx.now.toISOString() };
  await createActivity(again(ctx), {
    body: CreateActivity.parse({ ...planned, relatedTo: { type: 'customer', id: customerId } }),
  });
  await renewCalendarLink(again(ctx));
  const twice = { type: 'business', businessName: 'Maier AG', emails: [{ address: 'office@maier.example' }] };
  await createCustomer(again(ctx), { body: CreateCustomer.parse(twice) });
  const { customerId: other } = await createCustomer(again(ctx), { body: CreateCustomer.parse(twice) });
  await lookAt(again(ctx), other);
  await createView(again(ctx), { body: CreateView.parse({ resource: 'feedback', name: 'Angry', filter: {} }) });
  await createSample(again(ctx), { body: CreateReviewSample.parse({ filter: {}, n: 1 }) });
  return { feedbackId, initiativeId, formKey, surveyId: survey.surveyId, templateId: survey.templateId };
}
export type Ids = Awaited<ReturnType<typeof aCompanyOfAllKinds>>;

/** What callers are answered about these records; a field that a reply must have and that is not stored is an error. */
export async function answersAbout(ctx: Context, ids: Ids) {
  const { templateId } = ids;
  const ten = { limit: 10 };
  return {
    settings: Settings.parse(await readSettings(ctx)),
    feedback: Feedback.parse(await get(ctx, ids)),
    listed: z.array(Feedback).parse((await list(ctx, { customerId: 'C-1', ...ten })).items),
    initiative: Initiative.parse(await getInitiative(ctx, ids)),
    linked: z.array(Feedback).parse((await linked(ctx, { ...ids, ...ten })).items),
    formKeys: z.array(FormKey).parse((await listFormKeys(ctx)).items),
    form: { perMinute: (await resolveFormKey(ids.formKey)).perMinute },
    template: SurveyTemplate.parse(await getTemplate(ctx, { templateId })),
    version: SurveyTemplate.parse(await readTemplate(ctx, templateId, 1)),
    survey: Survey.parse(await getSurvey(ctx, ids.surveyId)),
    decisions: z.array(Decision).parse((await decisions(ctx, { email: EMAIL, ...ten })).items),
    preferences: ContactPreferences.parse(await contactPreferences(ctx, EMAIL)),
    role: OwnRole.parse(await getRole(ctx, { role: 'team-lead' })),
    // As the release before called these fields.
    erasures: z
      .array(DataRequest)
      .parse((await listRequests(ctx, ten)).items)
      .map(({ requestId: reference, receivedAt: at, subject }) => ({ reference, at, status: 'requested', ...subject })),
  };
}

/** Changes each of these records once, and returns what callers are answered. */
export async function changeAll(ctx: Context, { feedbackId, initiativeId, templateId, surveyId, formKey }: Ids) {
  const body = { ...SurveyTemplateInput.parse(csatTemplate), name: 'Changed' };
  await removeFormKey(again(ctx), formKey);
  return {
    settings: await putSettings(again(ctx), PutSettings.parse({ timeZone: 'Asia/Tokyo' })),
    feedback: await edit(again(ctx), { feedbackId, edit: EditFeedback.parse({ theme: 'refunds' }) }),
    initiative: await editInitiative(again(ctx), { initiativeId, body: { status: 'shipped' } }),
    template: await putTemplate(again(ctx), { templateId, body }),
    preferences: await setContactPreferences(again(ctx), { email: EMAIL, consent: false }),
    survey: await cancel(again(ctx), surveyId),
    role: await putRole(again(ctx), { role: 'team-lead', body: { permissions: ['surveys:read'] } }),
    formKeys: await listFormKeys(ctx),
  };
}
