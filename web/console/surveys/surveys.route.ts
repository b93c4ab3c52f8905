import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../root.tsx';
import { oneOf, textsIn } from '../search.ts';
import { type Preset, presets } from '../../../shared/dashboard/preset.ts';
import { surveysTexts } from './texts/texts.ts';
import { templateTexts } from './texts/template/texts.ts';

export const overviewRoute = createRoute({
  getParentRoute: () => root,
  path: '/surveys',
  staticData: { permission: 'surveys:read' },
  validateSearch: (given: Record<string, unknown>): { templateId?: string; period?: Preset } => {
    const period = oneOf(given['period'], presets);
    return { ...textsIn(given, ['templateId']), ...(period && { period }) };
  },
  loader: () => Promise.all([surveysTexts.load(), templateTexts.load()]),
  component: lazyRouteComponent(() => import('./surveys-overview.tsx'), 'SurveysOverview'),
});

/** Filters of the list, by the names that the API gives them. */
export const filters = ['status', 'templateId', 'quarantined', 'from', 'to'] as const;

export const listRoute = createRoute({
  getParentRoute: () => root,
  path: '/surveys/list',
  staticData: { permission: 'surveys:read' },
  validateSearch: (given: Record<string, unknown>) => textsIn(given, [...filters, 'open']),
  loader: () => surveysTexts.load(),
  component: lazyRouteComponent(() => import('./survey-list.tsx'), 'SurveyList'),
});

export const decisionsRoute = createRoute({
  getParentRoute: () => root,
  path: '/surveys/decisions',
  staticData: { permission: 'surveys:read' },
  validateSearch: (given: Record<string, unknown>) => textsIn(given, ['who', 'reason']),
  loader: () => surveysTexts.load(),
  component: lazyRouteComponent(() => import('./decisions.tsx'), 'Decisions'),
});

export const templateRoute = createRoute({
  getParentRoute: () => root,
  path: '/surveys/templates/$templateId',
  staticData: { permission: 'surveys:read' },
  /** Which ready-made template a new one begins from. */
  validateSearch: (given: Record<string, unknown>) => textsIn(given, ['from']),
  loader: () => Promise.all([surveysTexts.load(), templateTexts.load()]),
  component: lazyRouteComponent(() => import('./template-page.tsx'), 'TemplatePage'),
});

export const sendRoute = createRoute({
  getParentRoute: () => root,
  path: '/surveys/send',
  staticData: { permission: 'surveys:send' },
  validateSearch: (given: Record<string, unknown>) => textsIn(given, ['templateId']),
  loader: () => surveysTexts.load(),
  component: lazyRouteComponent(() => import('./send.tsx'), 'Send'),
});

export const surveysRoutes = [overviewRoute, listRoute, decisionsRoute, templateRoute, sendRoute] as const;
export type SurveySearch = ReturnType<typeof listRoute.useSearch>;
