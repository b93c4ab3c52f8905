import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { customerTexts } from '../customers/texts/texts.ts';
import { root } from '../root.tsx';
import { oneOf, textsIn } from '../search.ts';
import { contactTexts } from './texts/texts.ts';

const roles = ['decision_maker', 'champion', 'influencer', 'blocker', 'user', 'billing', 'technical'] as const;

export type ContactSearch = {
  /** Beginnings of words. */
  q?: string;
  role?: (typeof roles)[number];
  /** Those who are at this business, or are this person. */
  customerId?: string;
};

const words = () => Promise.all([contactTexts.load(), customerTexts.load()]);

export const listRoute = createRoute({
  getParentRoute: () => root,
  path: '/contacts',
  staticData: { permission: 'customers:read' },
  validateSearch: (given: Record<string, unknown>): ContactSearch => {
    const role = oneOf(given['role'], roles);
    return { ...textsIn(given, ['q', 'customerId']), ...(role && { role }) };
  },
  loader: words,
  component: lazyRouteComponent(() => import('./contact-list.tsx'), 'ContactList'),
});

export const oneRoute = createRoute({
  getParentRoute: () => root,
  path: '/contacts/$contactId',
  staticData: { permission: 'customers:read' },
  loader: words,
  component: lazyRouteComponent(() => import('./contact-page.tsx'), 'ContactPage'),
});

export const contactScreens = [listRoute, oneRoute] as const;
