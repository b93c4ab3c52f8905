import { activityEvents } from './activity/activity.events.ts';
import { calendarLinkEvents } from './calendar-link/calendar-link.events.ts';
import { calendarEvents } from './calendar/calendar.events.ts';
import { alertRuleEvents } from './alert-rule/alert-rule.events.ts';
import { countedAlerts } from './alert/alert.counted.ts';
import { alertEvents } from './alert/alert.events.ts';
import { benchmarkEvents } from './benchmark/benchmark.events.ts';
import { budgetLevelEvents } from './analysis/budget-level.events.ts';
import { analysisRunEvents } from './analysis-job/analysis-run.events.ts';
import { reviewSampleEvents } from './review-sample/review-sample.events.ts';
import { settingsEvents } from './company/settings.events.ts';
import { contactPreferenceEvents } from './contact-preference/contact-preference.events.ts';
import { contactEvents } from './contact/contact.events.ts';
import { consentEvents } from './consent/consent.events.ts';
import { roleEvents } from './access/role.events.ts';
import { crmSettingsEvents } from './crm-settings/crm-settings.events.ts';
import { limitsEvents } from './limits/limits.events.ts';
import { customerEvents } from './customer/customer.events.ts';
import { customerText } from './customer/customer.text.ts';
import { feedbackEvents, feedbackEventsOf } from './feedback/feedback.events.ts';
import { feedbackText } from './feedback/feedback.search.ts';
import { countedFollowUps } from './follow-up/follow-up.counted.ts';
import { followUpEvents, followUpSettingsEvents } from './follow-up/follow-up.events.ts';
import { followUpRuleEvents } from './follow-up-rule/follow-up-rule.events.ts';
import { formKeyEvents } from './form/form-key.events.ts';
import { goalEvents } from './goal/goal.events.ts';
import { handOverEvents } from './hand-over/hand-over.events.ts';
import { householdEvents } from './household/household.events.ts';
import { initiativeEvents, linkEvents } from './initiative/initiative.events.ts';
import { countedLoopRuns } from './initiative/loop.counted.ts';
import { loopMailEvents, loopRunEvents, loopSettingsEvents } from './initiative/loop.events.ts';
import { countedFeedback } from './metrics/feedback.counted.ts';
import { jobEvents } from './job/job.events.ts';
import { notificationEvents } from './notification/notification.events.ts';
import { outsideAddressEvents } from './outside-address/outside-address.events.ts';
import { personEvents } from './people/people.events.ts';
import { predictionEvents } from './analytics/prediction.events.ts';
import { praiseEvents } from './praise/praise.events.ts';
import { policyEvents } from './policy/policy.events.ts';
import { dataRequestEvents } from './privacy/data-request.events.ts';
import { purchaseEvents } from './purchase/purchase.events.ts';
import { countedDecisions } from './survey-analytics/decision.counted.ts';
import { countedSurveys } from './survey-analytics/survey.counted.ts';
import { recipientStopEvents } from './report-delivery/delivery.events.ts';
import { runEvents } from './report-run/run.events.ts';
import { boardEvents } from './board/board.events.ts';
import { relationEvents } from './relation/relation.events.ts';
import { reportEvents } from './report/report.events.ts';
import { reviewDecisionEvents, reviewEvents, reviewSettingsEvents } from './review/review.events.ts';
import type { RecordKind } from './record-kind.ts';
import { scoreEvents } from './score/score.events.ts';
import { surveyEvents } from './survey/survey.events.ts';
import { templateEvents } from './survey-template/survey-template.events.ts';
import { duplicateEvents } from './duplicate/duplicate.events.ts';
import { emergingEvents } from './emerging/emerging.events.ts';
import { messageEvents } from './message/message.events.ts';
import { taxonomyEvents } from './taxonomy/taxonomy.events.ts';
import { hookEvents } from './hook/hook.events.ts';
import { trackerEvents } from './tracker/tracker.events.ts';
import { countedTriageItems } from './triage/triage.counted.ts';
import { triageEvents } from './triage/triage.events.ts';
import { countedDeliveries } from './webhook/delivery.counted.ts';
import { documentEvents } from './document/document.events.ts';
import { vehicleEvents } from './vehicle/vehicle.events.ts';
import { viewEvents } from './view/view.events.ts';
import { webhookEvents } from './webhook/webhook.events.ts';

const feedback = {
  kind: 'feedback',
  readBy: 'feedback:read' as const,
  schemas: feedbackEvents,
  eventsOf: feedbackEventsOf,
  audit: Object.keys(feedbackEvents),
  searchText: feedbackText,
  contribution: countedFeedback,
};

const survey = { ...surveyEvents, contribution: countedSurveys };
/** A decision is a record for those who look it up; what follows from it is the survey. */
const decision = { kind: 'decision', schemas: {}, eventsOf: () => [], audit: [], contribution: countedDecisions };

const alert = { ...alertEvents, contribution: countedAlerts };
const followUp = { ...followUpEvents, contribution: countedFollowUps };
const triageItem = { ...triageEvents, contribution: countedTriageItems };
const customer = { ...customerEvents, searchText: customerText };
const loopRun = { ...loopRunEvents, contribution: countedLoopRuns };

/** What came of an endpoint's deliveries on a day is there to be counted alone. */
const deliveryDay = {
  kind: 'deliveryDay',
  schemas: {},
  eventsOf: () => [],
  audit: [],
  contribution: countedDeliveries,
};

/** Every kind of record whose changes are events, with what follows from them. */
export const records = [
  feedback,
  survey,
  decision,
  initiativeEvents,
  linkEvents,
  loopMailEvents,
  loopSettingsEvents,
  formKeyEvents,
  templateEvents,
  settingsEvents,
  contactPreferenceEvents,
  dataRequestEvents,
  policyEvents,
  roleEvents,
  personEvents,
  outsideAddressEvents,
  notificationEvents,
  calendarEvents,
  alertRuleEvents,
  webhookEvents,
  alert,
  followUp,
  followUpSettingsEvents,
  jobEvents,
  followUpRuleEvents,
  triageItem,
  loopRun,
  deliveryDay,
  hookEvents,
  trackerEvents,
  handOverEvents,
  taxonomyEvents,
  reviewEvents,
  reviewSettingsEvents,
  reviewDecisionEvents,
  budgetLevelEvents,
  analysisRunEvents,
  reviewSampleEvents,
  emergingEvents,
  messageEvents,
  reportEvents,
  boardEvents,
  viewEvents,
  runEvents,
  recipientStopEvents,
  goalEvents,
  benchmarkEvents,
  praiseEvents,
  predictionEvents,
  customer,
  consentEvents,
  contactEvents,
  relationEvents,
  householdEvents,
  duplicateEvents,
  crmSettingsEvents,
  limitsEvents,
  purchaseEvents,
  vehicleEvents,
  scoreEvents,
  documentEvents,
  activityEvents,
  calendarLinkEvents,
] as const satisfies readonly RecordKind[];
