import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { feedbackTexts } from '../feedback/texts/texts.ts';
import { periodIn } from '../kit/days.ts';
import { root } from '../root.tsx';
import { oneOf } from '../search.ts';
import { sampleTexts } from './texts/texts.ts';

/** By what people say of texts that were drawn by chance, or of those that they corrected. */
export const bases = ['sample', 'corrections'] as const;

const of = {
  getParentRoute: () => root,
  staticData: { permission: 'analysis:judge' },
  loader: () => Promise.all([sampleTexts.load(), feedbackTexts.load()]),
} as const;

const listRoute = createRoute({
  ...of,
  path: '/review-samples',
  validateSearch: (given: Record<string, unknown>) => {
    const by = oneOf(given['by'], bases);
    return { ...periodIn(given), ...(by && { by }) };
  },
  component: lazyRouteComponent(() => import('./sample-list.tsx'), 'SampleList'),
});

const oneRoute = createRoute({
  ...of,
  path: '/review-samples/$sampleId',
  component: lazyRouteComponent(() => import('./sample-page.tsx'), 'SamplePage'),
});

export const sampleScreens = [listRoute, oneRoute] as const;
