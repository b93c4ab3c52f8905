import { defineEvents } from '../kernel/events.ts';
import { BudgetLevel } from './budget-level.schema.ts';

export const budgetLevelEvents = defineEvents('analysisBudget', BudgetLevel, {
  id: 'levelId',
  actions: {
    reach: ['AnalysisBudgetReached', 'Text analysis has used 80 % or all of the budget of the month.'],
  },
  facts: ['month', 'percent', 'units', 'budgetUnits'],
});
