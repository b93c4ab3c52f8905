import type { Preset } from '../../../shared/dashboard/periods.ts';

/** Periods that dashboards know by name, in the order in which they are offered. */
export const presets = ['28d', '90d', 'month', 'last_month', 'quarter', 'year'] as const satisfies readonly Preset[];
