import { createRouter, parseSearchWith, stringifySearchWith } from '@tanstack/react-router';
import { activityScreens } from './activities/activities.route.ts';
import { agentRoutes } from './agents/agents.route.ts';
import { alertsRoutes } from './alerts/alerts.route.ts';
import { analyticsScreens } from './analytics/analytics.route.ts';
import { boardScreens } from './boards/boards.route.ts';
import { contactScreens } from './contacts/contacts.route.ts';
import { customerScreens } from './customers/customers.route.ts';
import { duplicateScreens } from './duplicates/duplicates.route.ts';
import { feedbackRoutes } from './feedback/feedback.route.ts';
import { followUpsRoute } from './follow-ups/follow-ups.route.ts';
import { initiativeRoutes } from './initiatives/initiatives.route.ts';
import { jobScreens } from './jobs/jobs.route.ts';
import { metricRoutes } from './metrics/metrics.route.ts';
import { overviewRoute } from './overview/overview.route.ts';
import { reportScreens } from './reports/reports.route.ts';
import { reviewScreens } from './reviews/reviews.route.ts';
import { sampleScreens } from './review-samples/review-samples.route.ts';
import { root } from './root.tsx';
import { teamRoute } from './team/team.route.ts';
import { settingsRoute } from './settings/settings.route.ts';
import { surveysRoutes } from './surveys/surveys.route.ts';
import { triageRoute } from './triage/triage.route.ts';

/** Every screen of the console. */
const tree = root.addChildren([
  teamRoute,
  ...agentRoutes,
  overviewRoute,
  ...boardScreens,
  ...feedbackRoutes,
  ...customerScreens,
  ...duplicateScreens,
  ...activityScreens,
  ...contactScreens,
  ...surveysRoutes,
  followUpsRoute,
  triageRoute,
  ...alertsRoutes,
  ...initiativeRoutes,
  settingsRoute,
  ...metricRoutes,
  ...reportScreens,
  ...reviewScreens,
  ...sampleScreens,
  ...analyticsScreens,
  ...jobScreens,
]);

/** Filters stand in the address as they are: `?source=survey&q=late`, without quotes. */
const asItIs = (value: unknown): string => String(value);

export const router = createRouter({
  routeTree: tree,
  basepath: import.meta.env.BASE_URL,
  defaultPreload: 'intent',
  scrollRestoration: true,
  parseSearch: parseSearchWith((value) => value),
  stringifySearch: stringifySearchWith(asItIs),
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
