import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../kernel/context.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import type { AnalysisSettings } from './analysis.ts';

export async function analysisSettings(ctx: Context): Promise<AnalysisSettings> {
  const { Item } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key: { pk: `${companyPrefix(ctx.companyId)}set`, sk: 'settings' } }));
  return { enabled: Item?.['analysis']?.enabled ?? true, monthlyBudgetUnits: Item?.['analysis']?.monthlyBudgetUnits, defaultLanguage: 'en', topics: [] };
}
