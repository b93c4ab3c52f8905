import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { customerTexts } from '../customers/texts/texts.ts';
import { root } from '../root.tsx';
import { oneOf, textsIn } from '../search.ts';
import { duplicateTexts } from './texts/texts.ts';

export const bands = ['likely', 'possible'] as const;
export const suggestions = ['merge', 'household'] as const;
export type DuplicateSearch = { band?: (typeof bands)[number]; suggestion?: (typeof suggestions)[number] };

const load = () => Promise.all([duplicateTexts.load(), customerTexts.load()]);

export const duplicatesRoute = createRoute({
  getParentRoute: () => root,
  path: '/duplicates',
  staticData: { permission: 'customers:read' },
  validateSearch: (given: Record<string, unknown>): DuplicateSearch => {
    const band = oneOf(given['band'], bands);
    const suggestion = oneOf(given['suggestion'], suggestions);
    return { ...(band && { band }), ...(suggestion && { suggestion }) };
  },
  loader: load,
  component: lazyRouteComponent(() => import('./duplicate-list.tsx'), 'DuplicateList'),
});

/** `with` names the others, with commas between; the customer of the path stays. */
export const mergeRoute = createRoute({
  getParentRoute: () => root,
  path: '/customers/$customerId/merge',
  staticData: { permission: 'customers:merge' },
  validateSearch: (given: Record<string, unknown>): Partial<Record<'with', string>> => textsIn(given, ['with']),
  loader: load,
  component: lazyRouteComponent(() => import('./merge-page.tsx'), 'MergePage'),
});

export const receiptRoute = createRoute({
  getParentRoute: () => root,
  path: '/merges/$mergeId',
  staticData: { permission: 'customers:merge' },
  loader: load,
  component: lazyRouteComponent(() => import('./receipt-page.tsx'), 'ReceiptPage'),
});

export const duplicateScreens = [duplicatesRoute, mergeRoute, receiptRoute] as const;
