import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { feedbackTexts } from '../feedback/texts/texts.ts';
import { type Period, periodIn } from '../kit/days.ts';
import { root } from '../root.tsx';
import { oneOf, textsIn } from '../search.ts';
import { metricTexts } from './texts/texts.ts';

/** With what a number can be compared, in the order in which that is shown. */
export const ways = ['previous', 'lastYear', 'rest', 'goal', 'benchmark'] as const;
export const grains = ['day', 'month'] as const;

export type MetricSearch = Period & {
  by?: string | undefined;
  key?: string | undefined;
  grain?: (typeof grains)[number] | undefined;
  with?: (typeof ways)[number] | undefined;
};

/** Sources, types and emotions are called here as they are on feedback. */
const loader = () => Promise.all([metricTexts.load(), feedbackTexts.load()]);

const listRoute = createRoute({
  getParentRoute: () => root,
  path: '/metrics',
  staticData: { permission: 'metrics:read' },
  loader,
  component: lazyRouteComponent(() => import('./metric-list.tsx'), 'MetricList'),
});

export const metricRoute = createRoute({
  getParentRoute: () => root,
  path: '/metrics/$name',
  staticData: { permission: 'metrics:read' },
  validateSearch: (given: Record<string, unknown>): MetricSearch => {
    const grain = oneOf(given['grain'], grains);
    const compareWith = oneOf(given['with'], ways);
    return {
      ...periodIn(given),
      ...textsIn(given, ['by', 'key']),
      ...(grain && { grain }),
      ...(compareWith && { with: compareWith }),
    };
  },
  loader,
  component: lazyRouteComponent(() => import('./metric-page.tsx'), 'MetricPage'),
});

export const metricRoutes = [listRoute, metricRoute] as const;
