import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { feedbackTexts } from '../feedback/texts/texts.ts';
import { type Period, periodIn } from '../kit/days.ts';
import { metricTexts } from '../metrics/texts/texts.ts';
import { root } from '../root.tsx';
import { oneOf, textsIn } from '../search.ts';
import { analyticsTexts } from './texts/texts.ts';

export const views = [
  'drivers',
  'themes',
  'trend',
  'correlation',
  'causes',
  'segments',
  'silent',
  'prediction',
] as const;
export type View = (typeof views)[number];

export type AnalyticsSearch = Period & {
  metric?: string | undefined;
  by?: string | undefined;
  with?: 'previous' | 'lastYear' | undefined;
  span?: 'year' | 'two' | undefined;
  x?: string | undefined;
  y?: string | undefined;
};

const homeRoute = createRoute({
  getParentRoute: () => root,
  path: '/analytics',
  staticData: { permission: 'metrics:read' },
  beforeLoad: () => {
    throw redirect({ to: '/analytics/$view', params: { view: 'drivers' }, replace: true });
  },
});

export const viewRoute = createRoute({
  getParentRoute: () => root,
  path: '/analytics/$view',
  staticData: { permission: 'metrics:read' },
  validateSearch: (given: Record<string, unknown>): AnalyticsSearch => {
    const past = oneOf(given['with'], ['previous', 'lastYear'] as const);
    const span = oneOf(given['span'], ['year', 'two'] as const);
    return {
      ...periodIn(given),
      ...textsIn(given, ['metric', 'by', 'x', 'y']),
      ...(past && { with: past }),
      ...(span && { span }),
    };
  },
  loader: () => Promise.all([analyticsTexts.load(), metricTexts.load(), feedbackTexts.load()]),
  component: lazyRouteComponent(() => import('./analytics.tsx'), 'Analytics'),
});

export const analyticsScreens = [homeRoute, viewRoute] as const;
