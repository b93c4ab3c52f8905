import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { defineStore } from '../kernel/store.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import type { TransactItem } from '../kernel/write.ts';
import { StoredTemplate, SurveyTemplate } from './survey-template.schema.ts';

/** Every version that surveys may have been made from; versions never change. */
const versionKey = ({ companyId }: Context, templateId: Id<'template'>, version: number) => ({
  pk: `${companyPrefix(companyId)}tplv#${templateId}`,
  sk: String(version).padStart(10, '0'),
});

const shown = ({ createdBy, ...template }: StoredTemplate): SurveyTemplate => ({
  ...template,
  createdBy: createdBy.id,
});

function versionPut(ctx: Context, template: StoredTemplate): TransactItem {
  const Item = { ...versionKey(ctx, template.templateId, template.version), ...SurveyTemplate.parse(shown(template)) };
  return { Put: { TableName: tableName(), Item } };
}

/** What is asked now, one row per template. A deleted template keeps its versions: surveys under way need them. */
export const templates = defineStore('template', StoredTemplate, {
  id: 'templateId',
  key: { pk: () => 'tpl', sk: ({ templateId }) => templateId },
  indexes: {},
  order: 'asc',
  shown,
  beside: (ctx, after) => (after.deletedAt === undefined ? [versionPut(ctx, after)] : []),
});

/** A template as it is now, or as it was in a version; undefined when there is none. */
export async function readTemplate(
  ctx: Context,
  templateId: Id<'template'>,
  version?: number,
): Promise<SurveyTemplate | undefined> {
  if (version === undefined) {
    const now = await templates.find(ctx, templateId);
    return now && now.deletedAt === undefined ? templates.publicOf(now) : undefined;
  }
  const Key = versionKey(ctx, templateId, version);
  const { Item } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }));
  return Item && SurveyTemplate.parse(Item);
}

/** Every active template of the company: what triggers and sends choose from. */
export const activeTemplates = async (ctx: Context): Promise<SurveyTemplate[]> =>
  (await templates.every(ctx)).filter(({ active }) => active);
