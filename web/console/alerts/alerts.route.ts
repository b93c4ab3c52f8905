import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { feedbackTexts } from '../feedback/texts/texts.ts';
import { root } from '../root.tsx';
import { oneOf, textsIn } from '../search.ts';
import { ruleTexts } from './rules/texts/texts.ts';
import { alertTexts } from './texts/texts.ts';

export const statuses = ['open', 'acknowledged', 'suppressed', 'resolved', 'auto_resolved'] as const;
export const severities = ['critical', 'warning', 'info'] as const;
const loader = () => Promise.all([alertTexts.load(), feedbackTexts.load()]);

const alertsRoute = createRoute({
  getParentRoute: () => root,
  path: '/alerts',
  // Who has the second alone reads what they own or were told of: the API sees to it.
  staticData: { permission: ['alerts:read', 'alerts:own'] },
  validateSearch: (given: Record<string, unknown>) => {
    const { open, ruleId } = textsIn(given, ['open', 'ruleId']);
    const status = oneOf(given['status'], statuses);
    const severity = oneOf(given['severity'], severities);
    const mine = oneOf(String(given['mine']), ['true'] as const);
    return {
      ...(status && { status }),
      ...(severity && { severity }),
      ...(mine && { mine }),
      ...(ruleId && { ruleId }),
      ...(open && { open }),
    };
  },
  loader,
  component: lazyRouteComponent(() => import('./alerts.tsx'), 'Alerts'),
});

const ofRules = {
  getParentRoute: () => root,
  staticData: { permission: 'alerts:read' },
  loader: () => Promise.all([loader(), ruleTexts.load()]),
} as const;
const rulesRoute = createRoute({
  ...ofRules,
  path: '/alerts/rules',
  component: lazyRouteComponent(() => import('./rules/rule-list.tsx'), 'RuleList'),
});
const ruleRoute = createRoute({
  ...ofRules,
  path: '/alerts/rules/$ruleId',
  component: lazyRouteComponent(() => import('./rules/rule-page.tsx'), 'RulePage'),
});

export const alertsRoutes = [alertsRoute, rulesRoute, ruleRoute] as const;
export type AlertSearch = ReturnType<typeof alertsRoute.useSearch>;
