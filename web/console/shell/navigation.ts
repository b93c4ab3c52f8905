import type { LinkProps } from '@tanstack/react-router';
import type { Permission } from '../../../shared/kernel/permissions.ts';
import type { IconName } from '../kit/icon.tsx';
import { may, ownOnly } from '../session/me.ts';
import type { Words } from '../texts/en.ts';

type Entry = {
  to: NonNullable<LinkProps['to']>;
  name: keyof Words['nav'];
  icon: IconName;
  /** Any one of several is enough. */
  permission: Permission | readonly Permission[];
  /** For those who read only their own, or only for the others; for both unless said. */
  own?: boolean;
  /** On phones it stands behind "More". */
  second?: true;
};

const entries: readonly Entry[] = [
  { to: '/', name: 'overview', icon: 'overview', permission: 'metrics:read', own: false },
  { to: '/boards', name: 'boards', icon: 'boards', permission: 'metrics:read', second: true },
  { to: '/team', name: 'team', icon: 'team', permission: 'metrics:read', own: false, second: true },
  { to: '/me', name: 'mine', icon: 'me', permission: 'metrics:read', own: true },
  { to: '/feedback', name: 'feedback', icon: 'feedback', permission: 'feedback:read' },
  { to: '/customers', name: 'customers', icon: 'me', permission: 'customers:read', second: true },
  { to: '/contacts', name: 'contacts', icon: 'team', permission: 'customers:read', second: true },
  { to: '/activities', name: 'activities', icon: 'followUps', permission: 'activities:read', second: true },
  { to: '/surveys', name: 'surveys', icon: 'surveys', permission: 'surveys:read' },
  { to: '/follow-ups', name: 'followUps', icon: 'followUps', permission: 'workflow:read', own: false },
  { to: '/follow-ups', name: 'myFollowUps', icon: 'followUps', permission: 'workflow:read', own: true },
  { to: '/triage', name: 'triage', icon: 'triage', permission: 'workflow:write', own: false, second: true },
  { to: '/alerts', name: 'alerts', icon: 'alerts', permission: ['alerts:read', 'alerts:own'], second: true },
  {
    to: '/initiatives',
    name: 'initiatives',
    icon: 'initiatives',
    permission: 'workflow:read',
    own: false,
    second: true,
  },
  { to: '/reviews', name: 'reviews', icon: 'reviews', permission: 'workflow:read', own: false, second: true },
  {
    to: '/review-samples',
    name: 'samples',
    icon: 'samples',
    permission: 'analysis:judge',
    own: false,
    second: true,
  },
  { to: '/reports', name: 'reports', icon: 'reports', permission: 'reports:read', second: true },
  { to: '/analytics', name: 'analytics', icon: 'analytics', permission: 'metrics:read', own: false, second: true },
  { to: '/metrics', name: 'metrics', icon: 'metrics', permission: 'metrics:read', own: false, second: true },
  { to: '/jobs', name: 'jobs', icon: 'download', permission: 'exports:write', second: true },
  { to: '/settings', name: 'settings', icon: 'settings', permission: 'settings:read', second: true },
];

/** What whoever is signed in can open. What they cannot is not there. */
export const navigation = (): readonly Entry[] =>
  entries.filter(({ permission, own }) => may(...[permission].flat()) && (own === undefined || own === ownOnly()));
