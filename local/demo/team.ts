import type { Role } from '../../shared/kernel/roles.ts';

/** Who can sign in to the console of the demo company, one for each role. */
export const signingIn = {
  admin: { userId: 'admin-1', name: 'Alex Admin' },
  manager: { userId: 'manager-1', name: 'Dana Weber' },
  analyst: { userId: 'analyst-1', name: 'Ana Lyst' },
  agent: { userId: 'agent-1', name: 'Amira Haddad' },
} as const satisfies Record<Role, { userId: string; name: string }>;

export const emailOf = (userId: string): string => `${userId}@demo.example`;

/** Who works for the demo company; the first three share its follow-ups. */
export const team = [
  { userId: 'ada', name: 'Ada Brandt' },
  { userId: 'ben', name: 'Ben Okafor' },
  { userId: 'cara', name: 'Cara Díaz' },
  { userId: 'dan', name: 'Dan Petit' },
] as const;

/** What the demo company changes because of its feedback: which is linked by a word of its text. */
export const initiatives = [
  {
    word: 'charged',
    title: 'Every invoice is charged once',
    status: 'shipped',
    texts: {
      en: 'A second charge for the same invoice is refused now.',
      de: 'Keine Rechnung wird mehr doppelt belastet.',
    },
  },
  {
    word: 'crashes',
    title: 'Shared dashboards open on every phone',
    status: 'in_progress',
    texts: { en: 'We have found why shared dashboards crash, and test the correction.' },
  },
  {
    word: 'delivery',
    title: 'Parcels come on the promised day',
    status: 'planned',
    texts: { en: 'We look for a second carrier.' },
  },
  { word: 'code', title: 'Sign-in codes arrive within a minute', status: 'planned', texts: undefined },
  { word: 'dark', title: 'Dark mode', status: 'planned', texts: undefined },
  {
    word: 'price',
    title: 'The old price for old customers',
    status: 'wont_do',
    reason: 'The old plan costs more than it brings in; yearly plans keep their price for a year.',
    texts: undefined,
  },
] as const;
