/** The parts that the product is made of; each is a stack of its own. */
export const areas = ['voice', 'care', 'crm', 'sales', 'insight', 'platform'] as const;
export type Area = (typeof areas)[number];
