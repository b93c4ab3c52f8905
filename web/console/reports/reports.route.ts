import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../root.tsx';
import { textsIn } from '../search.ts';
import { reportsTexts } from './texts/texts.ts';

const common = {
  getParentRoute: () => root,
  loader: () => reportsTexts.load(),
} as const;

const listRoute = createRoute({
  ...common,
  path: '/reports',
  staticData: { permission: 'reports:read' },
  component: lazyRouteComponent(() => import('./report-list.tsx'), 'ReportList'),
});

/** `from` names the ready-made report that a new one begins with. */
export const newReportRoute = createRoute({
  ...common,
  path: '/reports/new',
  staticData: { permission: 'reports:write' },
  validateSearch: (given: Record<string, unknown>) => textsIn(given, ['from']),
  component: lazyRouteComponent(() => import('./report-page.tsx'), 'NewReport'),
});

export const reportRoute = createRoute({
  ...common,
  path: '/reports/$reportId',
  staticData: { permission: 'reports:write' },
  component: lazyRouteComponent(() => import('./report-page.tsx'), 'ReportPage'),
});

export const runsRoute = createRoute({
  ...common,
  path: '/reports/$reportId/runs',
  staticData: { permission: 'reports:read' },
  component: lazyRouteComponent(() => import('./run-list.tsx'), 'RunList'),
});

export const runRoute = createRoute({
  ...common,
  path: '/reports/$reportId/runs/$runId',
  staticData: { permission: 'reports:read' },
  component: lazyRouteComponent(() => import('./run-page.tsx'), 'RunPage'),
});

export const reportScreens = [listRoute, newReportRoute, reportRoute, runsRoute, runRoute] as const;
