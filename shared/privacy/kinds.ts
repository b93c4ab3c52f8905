import { activityPersonal } from '../activity/activity.personal.ts';
import { accessPersonal } from '../audit/access.personal.ts';
import { alertPersonal } from '../alert/alert.personal.ts';
import { consentPersonal } from '../consent/consent.personal.ts';
import { contactPersonal } from '../contact/contact.personal.ts';
import { addressPersonal } from '../contact-preference/contact-preference.personal.ts';
import { customerPersonal } from '../customer/customer.personal.ts';
import { documentPersonal } from '../document/document.personal.ts';
import { feedbackPersonal } from '../feedback/feedback.personal.ts';
import { followUpPersonal, messagePersonal } from '../follow-up/follow-up.personal.ts';
import { hookDeliveryPersonal } from '../hook/hook.personal.ts';
import { householdPersonal } from '../household/household.personal.ts';
import { linkPersonal } from '../initiative/initiative.personal.ts';
import type { PersonalKind } from '../kernel/personal.ts';
import { outsideAddressPersonal } from '../outside-address/outside-address.personal.ts';
import { praisePersonal } from '../praise/praise.personal.ts';
import { purchasePersonal } from '../purchase/purchase.personal.ts';
import { relationPersonal } from '../relation/relation.personal.ts';
import { scorePersonal } from '../score/score.personal.ts';
import { decisionPersonal, surveyPersonal } from '../survey/survey.personal.ts';
import { triagePersonal } from '../triage/triage.personal.ts';
import { vehiclePersonal } from '../vehicle/vehicle.personal.ts';
import { dataRequestPersonal } from './data-request.personal.ts';

/**
 * What holds persons, in the order in which they are taken out of it: what is found by a person's feedback and surveys first, then
 * those, then the customer, who alone knows all names. A worker that dies in between finds the rest again.
 */
export const personalKinds: readonly PersonalKind[] = [
  messagePersonal,
  followUpPersonal,
  triagePersonal,
  praisePersonal,
  alertPersonal,
  hookDeliveryPersonal,
  outsideAddressPersonal,
  linkPersonal,
  surveyPersonal,
  decisionPersonal,
  feedbackPersonal,
  addressPersonal,
  dataRequestPersonal,
  accessPersonal,
  consentPersonal,
  contactPersonal,
  relationPersonal,
  householdPersonal,
  activityPersonal,
  purchasePersonal,
  vehiclePersonal,
  scorePersonal,
  documentPersonal,
  customerPersonal,
];

const settings = 'says how the company works';
const people = 'is about people who work for the company';
const facts = 'holds ids, numbers and times of other records';
const reports = 'is about the company’s own reports and who gets them';

/**
 * Kinds of record that hold nobody who is a customer, and why. A kind of `shared/records.ts` has to be here or in
 * {@link personalKinds}; a test says so.
 */
export const namesNobody: Readonly<Record<string, string>> = {
  initiative: 'says what the company does; texts in it are for everybody',
  loopMail: 'names a person by a fingerprint of the address or by the company’s own id, so that nobody is told twice',
  loopSettings: settings,
  loopRun: facts,
  formKey: settings,
  template: settings,
  settings,
  role: settings,
  person: people,
  notifications: people,
  calendarLink: people,
  calendar: settings,
  alertRule: settings,
  webhook: settings,
  followUpSettings: settings,
  job: facts,
  followUpRule: settings,
  deliveryDay: facts,
  hook: settings,
  tracker: settings,
  handOver: facts,
  taxonomy: settings,
  review: facts,
  reviewSettings: settings,
  reviewDecision: people,
  analysisBudget: facts,
  analysisRun: facts,
  reviewSample: facts,
  emergingTopic: 'is a phrase that several people have used',
  report: reports,
  board: reports,
  view: people,
  run: 'holds words in its files alone, which `erase-reported` takes out of them',
  recipientStop: reports,
  goal: settings,
  benchmark: settings,
  predictionModel: facts,
  crmSettings: settings,
  contactLimits: settings,
  policy: settings,
  duplicate: 'holds ids of two customers and what speaks for their being one, without the values',
};
