import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { feedbackTexts } from '../feedback/texts/texts.ts';
import { root } from '../root.tsx';
import { oneOf } from '../search.ts';
import { triageTexts } from './texts/texts.ts';

export const types = ['bug', 'feature_request', 'ux_issue', 'content_issue', 'complaint', 'question'] as const;
export const impacts = ['high', 'medium', 'low'] as const;

export const triageRoute = createRoute({
  getParentRoute: () => root,
  path: '/triage',
  // To look is allowed to more people; here is decided.
  staticData: { permission: 'workflow:write' },
  validateSearch: (given: Record<string, unknown>) => {
    const type = oneOf(given['type'], types);
    const impact = oneOf(given['impact'], impacts);
    return { ...(type && { type }), ...(impact && { impact }) };
  },
  loader: () => Promise.all([triageTexts.load(), feedbackTexts.load()]),
  component: lazyRouteComponent(() => import('./triage.tsx'), 'Triage'),
});

export type TriageSearch = ReturnType<typeof triageRoute.useSearch>;
