import * as z from 'zod';
import { record } from '../fields/record.schema.ts';

/** That a company's analysis has used a share of its monthly budget. */
export const BudgetLevel = record('AnalysisBudgetLevel', {
  /** `<month>.<percent>.<budget>`: a budget that is raised reaches its levels anew. */
  levelId: z.string().meta({ example: '2026-11.80.50000' }),
  month: z.string().meta({ description: 'UTC month, as on the bill.', example: '2026-11' }),
  percent: z.union([z.literal(80), z.literal(100)]).meta({
    description: '`100`: texts wait for the next month, or for a higher budget. Intake and early findings go on.',
    example: 80,
  }),
  units: z.int().min(0).meta({ description: 'Units used in the month by then.', example: 40_012 }),
  budgetUnits: z.int().min(0).meta({ example: 50_000 }),
});
export type BudgetLevel = z.output<typeof BudgetLevel>;
