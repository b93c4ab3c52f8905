import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { activityTexts } from '../activities/texts/texts.ts';
import { contactTexts } from '../contacts/texts/texts.ts';
import { documentTexts } from '../documents/texts/texts.ts';
import { root } from '../root.tsx';
import { oneOf, textsIn } from '../search.ts';
import { surveysTexts } from '../surveys/texts/texts.ts';
import { customerTexts } from './texts/texts.ts';

export const types = ['individual', 'business'] as const;
export const statuses = ['prospect', 'active', 'inactive', 'suspended', 'churned'] as const;

export type CustomerSearch = {
  /** Beginnings of words. They are looked for among all customers, so filters do not hold beside them. */
  q?: string;
  type?: (typeof types)[number];
  status?: (typeof statuses)[number];
  tag?: string;
};

export const listRoute = createRoute({
  getParentRoute: () => root,
  path: '/customers',
  staticData: { permission: 'customers:read' },
  validateSearch: (given: Record<string, unknown>): CustomerSearch => {
    const type = oneOf(given['type'], types);
    const status = oneOf(given['status'], statuses);
    return { ...textsIn(given, ['q', 'tag']), ...(type && { type }), ...(status && { status }) };
  },
  loader: () => customerTexts.load(),
  component: lazyRouteComponent(() => import('./customer-list.tsx'), 'CustomerList'),
});

export const oneRoute = createRoute({
  getParentRoute: () => root,
  path: '/customers/$customerId',
  staticData: { permission: 'customers:read' },
  loader: () =>
    Promise.all(
      [customerTexts, activityTexts, contactTexts, documentTexts, surveysTexts].map(async (words) => words.load()),
    ),
  component: lazyRouteComponent(() => import('./customer-page.tsx'), 'CustomerPage'),
});

export const customerScreens = [listRoute, oneRoute] as const;
