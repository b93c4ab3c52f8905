/** What health is made of. Engagement and support come with interactions and tickets. */
export const healthComponents = ['revenueTrend', 'payment', 'engagement', 'satisfaction', 'support'] as const;
export type HealthComponent = (typeof healthComponents)[number];
export type Weights = Readonly<Record<HealthComponent, number>>;
export const defaultWeights: Weights = { revenueTrend: 25, payment: 15, engagement: 20, satisfaction: 25, support: 15 };
