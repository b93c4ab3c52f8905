import { activityRoutes } from './activity/activity.routes.ts';
import { accessRoutes } from './access/access.routes.ts';
import { analysisRoutes } from './analysis/analysis.routes.ts';
import { analysisJobRoutes } from './analysis-job/analysis-job.routes.ts';
import { analyticsRoutes } from './analytics/analytics.routes.ts';
import { alertRuleRoutes } from './alert-rule/alert-rule.routes.ts';
import { alertRoutes } from './alert/alert.routes.ts';
import { auditRoutes } from './audit/audit.routes.ts';
import { benchmarkRoutes } from './benchmark/benchmark.routes.ts';
import { calendarLinkRoutes } from './calendar-link/calendar-link.routes.ts';
import { calendarRoutes } from './calendar/calendar.routes.ts';
import { settingsRoutes } from './company/settings.routes.ts';
import { consentRoutes } from './consent/consent.routes.ts';
import { contactRoutes } from './contact/contact.routes.ts';
import { crmSettingsRoutes } from './crm-settings/crm-settings.routes.ts';
import { addressRoutes } from './customer/address.routes.ts';
import { limitsRoutes } from './limits/limits.routes.ts';
import { customerRoutes } from './customer/customer.routes.ts';
import { customerViewRoutes } from './customer-view/customer-view.routes.ts';
import { dashboardRoutes } from './dashboard/dashboard.routes.ts';
import { documentPageRoutes } from './document/document-page.routes.ts';
import { documentRoutes } from './document/document.routes.ts';
import { emergingRoutes } from './emerging/emerging.routes.ts';
import { feedbackRoutes } from './feedback/feedback.routes.ts';
import { followUpRoutes, recordFollowUpRoutes } from './follow-up/follow-up.routes.ts';
import { followUpRuleRoutes } from './follow-up-rule/follow-up-rule.routes.ts';
import { formRoutes } from './form/form.routes.ts';
import { goalRoutes } from './goal/goal.routes.ts';
import type { Contract } from './http/contract.ts';
import { handOverRoutes } from './hand-over/hand-over.routes.ts';
import { duplicateRoutes } from './duplicate/duplicate.routes.ts';
import { mergeRoutes } from './merge/merge.routes.ts';
import { householdRoutes } from './household/household.routes.ts';
import { initiativeRoutes } from './initiative/initiative.routes.ts';
import { publicPageRoutes } from './initiative/public-page.routes.ts';
import { loopRoutes, loopSettingsRoutes, receiptRoutes } from './initiative/loop.routes.ts';
import { changesRoutes } from './journal/changes.routes.ts';
import { jobRoutes } from './job/job.routes.ts';
import { exportRoutes } from './export/export.routes.ts';
import { feedbackImportRoutes, importRoutes } from './import/import.routes.ts';
import { metricComparisonRoutes } from './metric-comparison/metric-comparison.routes.ts';
import { metricsRoutes } from './metrics/metrics.routes.ts';
import { mutePageRoutes } from './notification/mute-page.routes.ts';
import { notificationRoutes } from './notification/notification.routes.ts';
import { addressPageRoutes } from './outside-address/address-page.routes.ts';
import { outsideAddressRoutes } from './outside-address/outside-address.routes.ts';
import { peopleRoutes } from './people/people.routes.ts';
import { boardRoutes } from './board/board.routes.ts';
import { purchaseRoutes } from './purchase/purchase.routes.ts';
import { reportPageRoutes } from './report-delivery/report-page.routes.ts';
import { reportPreviewRoutes } from './report-run/preview.routes.ts';
import { reportRunRoutes } from './report-run/run.routes.ts';
import { relationRoutes } from './relation/relation.routes.ts';
import { reportRoutes } from './report/report.routes.ts';
import { policyRoutes } from './policy/policy.routes.ts';
import { praiseRoutes } from './praise/praise.routes.ts';
import { privacyRoutes } from './privacy/privacy.routes.ts';
import { similarityRoutes } from './similarity/similarity.routes.ts';
import { reviewSampleRoutes } from './review-sample/review-sample.routes.ts';
import { statusRoutes } from './status/status.routes.ts';
import { messageDecisionRoutes } from './survey/message-decision.routes.ts';
import { surveyRoutes } from './survey/survey.routes.ts';
import { preferencePageRoutes } from './preference-page/preference-page.routes.ts';
import { surveyPageRoutes } from './answering/survey-page.routes.ts';
import { surveyTemplateRoutes } from './survey-template/survey-template.routes.ts';
import { systemRoutes } from './system.routes.ts';
import { taxonomyRoutes } from './taxonomy/taxonomy.routes.ts';
import { hookInboundRoutes, hookRoutes } from './hook/hook.routes.ts';
import { trackerInboundRoutes, trackerRoutes } from './tracker/tracker.routes.ts';
import { reviewRoutes, reviewSettingsRoutes } from './review/review.routes.ts';
import { translationRoutes } from './translation/translation.routes.ts';
import { recordTriageRoutes, triageRoutes } from './triage/triage.routes.ts';
import { scoreRoutes } from './score/score.routes.ts';
import { vehicleRoutes } from './vehicle/vehicle.routes.ts';
import { viewRoutes } from './view/view.routes.ts';
import { webhookRoutes } from './webhook/webhook.routes.ts';

/** Every resource that is deployed; gateway, OpenAPI, client and generated tests read this list. */
export const contracts: readonly Contract[] = [
  systemRoutes,
  feedbackRoutes,
  metricsRoutes,
  metricComparisonRoutes,
  dashboardRoutes,
  analyticsRoutes,
  settingsRoutes,
  auditRoutes,
  formRoutes,
  surveyRoutes,
  messageDecisionRoutes,
  surveyTemplateRoutes,
  surveyPageRoutes,
  statusRoutes,
  initiativeRoutes,
  loopRoutes,
  loopSettingsRoutes,
  receiptRoutes,
  alertRuleRoutes,
  accessRoutes,
  changesRoutes,
  peopleRoutes,
  notificationRoutes,
  mutePageRoutes,
  outsideAddressRoutes,
  addressPageRoutes,
  preferencePageRoutes,
  publicPageRoutes,
  calendarRoutes,
  analysisRoutes,
  taxonomyRoutes,
  analysisJobRoutes,
  reviewSampleRoutes,
  emergingRoutes,
  translationRoutes,
  webhookRoutes,
  alertRoutes,
  followUpRoutes,
  recordFollowUpRoutes,
  jobRoutes,
  followUpRuleRoutes,
  triageRoutes,
  recordTriageRoutes,
  similarityRoutes,
  reviewRoutes,
  reviewSettingsRoutes,
  hookRoutes,
  hookInboundRoutes,
  trackerRoutes,
  trackerInboundRoutes,
  handOverRoutes,
  exportRoutes,
  reportRoutes,
  reportPreviewRoutes,
  boardRoutes,
  viewRoutes,
  reportRunRoutes,
  reportPageRoutes,
  goalRoutes,
  benchmarkRoutes,
  policyRoutes,
  praiseRoutes,
  privacyRoutes,
  importRoutes,
  feedbackImportRoutes,
  customerRoutes,
  addressRoutes,
  consentRoutes,
  customerViewRoutes,
  contactRoutes,
  relationRoutes,
  householdRoutes,
  duplicateRoutes,
  mergeRoutes,
  crmSettingsRoutes,
  limitsRoutes,
  purchaseRoutes,
  vehicleRoutes,
  scoreRoutes,
  documentRoutes,
  documentPageRoutes,
  activityRoutes,
  calendarLinkRoutes,
];
