import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../root.tsx';
import { oneOf, textsIn } from '../search.ts';
import { type Period, periods } from './days.ts';
import { surveysTexts } from './texts/texts.ts';

const overviewRoute = createRoute({
  getParentRoute: () => root,
  path: '/surveys',
  staticData: { permission: 'surveys:read' },
  validateSearch: (given: Record<string, unknown>): { templateId?: string; period?: Period } => {
    const period = oneOf(given['period'], periods);
    return { ...textsIn(given, ['templateId']), ...(period && { period }) };
  },
  loader: () => surveysTexts.load(),
  component: lazyRouteComponent(() => import('./surveys-overview.tsx'), 'SurveysOverview'),
});

/** Filters of the list, by the names that the API gives them. */
export const filters = ['status', 'templateId', 'quarantined', 'from', 'to'] as const;

const listRoute = createRoute({
  getParentRoute: () => root,
  path: '/surveys/list',
  staticData: { permission: 'surveys:read' },
  validateSearch: (given: Record<string, unknown>) => textsIn(given, [...filters, 'open']),
  loader: () => surveysTexts.load(),
  component: lazyRouteComponent(() => import('./survey-list.tsx'), 'SurveyList'),
});

const decisionsRoute = createRoute({
  getParentRoute: () => root,
  path: '/surveys/decisions',
  staticData: { permission: 'surveys:read' },
  validateSearch: (given: Record<string, unknown>) => textsIn(given, ['who', 'reason']),
  loader: () => surveysTexts.load(),
  component: lazyRouteComponent(() => import('./decisions.tsx'), 'Decisions'),
});

export const surveysRoutes = [overviewRoute, listRoute, decisionsRoute] as const;
export type SurveySearch = ReturnType<typeof listRoute.useSearch>;
