/** Agents of the history by their teams. */
export const agents = [
  ...['agent-1', 'agent-2', 'agent-3'].map((agentId) => ({ agentId, teamId: 'team-billing' })),
  ...['agent-4', 'agent-5', 'agent-6', 'agent-7'].map((agentId) => ({ agentId, teamId: 'team-service' })),
  ...['agent-8', 'agent-9', 'agent-10', 'agent-11', 'agent-12'].map((agentId) => ({ agentId, teamId: 'team-field' })),
];
export const channels = ['chat', 'email', 'phone', 'web', 'app'] as const;
export const tiers = ['bronze', 'silver', 'gold', 'platinum'] as const;
export type Tier = (typeof tiers)[number];
export const segments = ['consumer', 'small business', 'enterprise'] as const;
export const languages = ['en', 'en', 'en', 'en', 'en', 'en', 'de', 'de', 'es', 'fr', 'it'] as const;
export type Language = (typeof languages)[number];
/** All but the one whose share is planted; five of them have phrases of their own. */
export const categories = [
  'billing',
  'product',
  'account',
  'support',
  'returns',
  'contract',
  'website',
  'training',
] as const;
export const themes = ['double charge', 'slow export', 'long queue', 'unclear letter'] as const;
