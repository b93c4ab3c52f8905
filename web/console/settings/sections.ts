import type { LinkProps } from '@tanstack/react-router';
import type { Permission } from '../../../shared/kernel/permissions.ts';
import { may, ownOnly } from '../session/me.ts';
import type { Words } from './texts/en.ts';

type Section = {
  to: NonNullable<LinkProps['to']>;
  name: keyof Words['names'];
  /** Any of these opens it; everybody does where there is none. */
  anyOf: readonly Permission[];
  /** Not for those who read only what is theirs. */
  ofAll?: true;
};

const sections: readonly Section[] = [
  { to: '/settings/company', name: 'company', anyOf: ['settings:read'] },
  { to: '/settings/people', name: 'people', anyOf: ['settings:read'] },
  { to: '/settings/form-keys', name: 'formKeys', anyOf: ['settings:read'] },
  { to: '/settings/audit', name: 'audit', anyOf: ['audit:read'] },
  { to: '/settings/webhooks', name: 'webhooks', anyOf: ['webhooks:read'] },
  { to: '/settings/integrations', name: 'integrations', anyOf: ['imports:write', 'webhooks:read'] },
  { to: '/settings/taxonomy', name: 'taxonomy', anyOf: ['analysis:read'] },
  { to: '/settings/calendar', name: 'calendar', anyOf: ['settings:read'] },
  { to: '/settings/follow-ups', name: 'followUps', anyOf: ['workflow:read'], ofAll: true },
  { to: '/settings/follow-up-rules', name: 'followUpRules', anyOf: ['workflow:read'], ofAll: true },
  { to: '/settings/reviews', name: 'reviews', anyOf: ['workflow:read'], ofAll: true },
  { to: '/settings/limits', name: 'limits', anyOf: ['settings:read'] },
  { to: '/settings/notifications', name: 'notifications', anyOf: [] },
  { to: '/settings/benchmarks', name: 'benchmarks', anyOf: ['metrics:read'] },
  { to: '/settings/goals', name: 'goals', anyOf: ['metrics:read'] },
  { to: '/settings/privacy', name: 'privacy', anyOf: ['surveys:read'] },
];

/** What of the settings whoever is signed in can open. */
export const openSections = (): readonly Section[] =>
  sections.filter(({ anyOf, ofAll }) => (anyOf.length === 0 || may(...anyOf)) && !(ofAll && ownOnly()));
