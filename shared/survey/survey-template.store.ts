import { isDeepStrictEqual } from 'node:util';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { auditOf } from '../audit/audit.store.ts';
import { enlist } from '../kernel/companies.ts';
import { type Page, pageFrom } from '../http/listing.ts';
import { Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { deterministicId, newId } from '../kernel/ids.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { type ItemKey, queryPages, type Step } from '../kernel/walk.ts';
import { commit, type TransactItem, unlessChanged } from '../kernel/write.ts';
import { type SurveyTemplateInput, SurveyTemplate } from './survey-template.schema.ts';
import type { Id } from '../kernel/id-kinds.ts';

/** What is asked now, one row per template; and every version that surveys may have been made from. */
const currentPartition = (companyId: string): string => `${companyPrefix(companyId)}tpl`;
const currentKey = (companyId: string, templateId: Id<'template'>) => ({
  pk: currentPartition(companyId),
  sk: templateId,
});
const versionKey = (companyId: string, templateId: Id<'template'>, version: number) => ({
  pk: `${companyPrefix(companyId)}tplv#${templateId}`,
  sk: String(version).padStart(10, '0'),
});

/** Creates a template as version 1. */
export async function create(ctx: Context, input: SurveyTemplateInput): Promise<SurveyTemplate> {
  const at = ctx.now.toISOString();
  const templateId = ctx.idempotency
    ? deterministicId('template', ctx.now, ctx.idempotency.seed)
    : newId('template', ctx.now);
  const template: SurveyTemplate = {
    ...input,
    templateId,
    version: 1,
    createdAt: at,
    updatedAt: at,
    createdBy: ctx.actor.id,
  };
  await enlist(ctx);
  await commit(ctx, writes(ctx, template, 'SurveyTemplateCreated'), { status: 201, body: template, headers: {} });
  return template;
}

/**
 * Replaces a template by a new version. Throws `not-found`, and `version-conflict` when `ifMatch` is not the current
 * version; without it, the template is replaced whatever version it has by then.
 */
export async function put(
  ctx: Context,
  {
    templateId,
    input,
    ifMatch,
  }: { templateId: Id<'template'>; input: SurveyTemplateInput; ifMatch: number | undefined },
): Promise<SurveyTemplate> {
  return retryOnConflict(ctx, async () => {
    const before = await seen(ctx, templateId, ifMatch);
    const template: SurveyTemplate = {
      ...input,
      templateId,
      version: before.version + 1,
      createdAt: before.createdAt,
      createdBy: before.createdBy,
      updatedAt: ctx.now.toISOString(),
    };
    await commit(ctx, writes(ctx, template, 'SurveyTemplateChanged', before));
    return template;
  });
}

/** Deletes a template; its versions stay, because surveys under way need them. */
export async function remove(
  ctx: Context,
  { templateId, ifMatch }: { templateId: Id<'template'>; ifMatch: number | undefined },
): Promise<void> {
  await retryOnConflict(ctx, async () => {
    const { version } = await seen(ctx, templateId, ifMatch);
    const Key = currentKey(ctx.companyId, templateId);
    await commit(ctx, [
      { Delete: { TableName: tableName(), Key, ...unlessChanged(version) } },
      auditOf(ctx, { recordId: templateId, version: version + 1, action: 'SurveyTemplateDeleted', changedKeys: [] }),
    ]);
  });
}

/** A template that is about to be changed, in the version that the caller has seen. */
async function seen(ctx: Context, templateId: Id<'template'>, ifMatch: number | undefined): Promise<SurveyTemplate> {
  const template = await get(ctx, { templateId });
  if (ifMatch !== undefined && ifMatch !== template.version) throw new Problem('version-conflict');
  return template;
}

/** A template as it is now. Throws `not-found`. */
export async function get(ctx: Context, { templateId }: { templateId: Id<'template'> }): Promise<SurveyTemplate> {
  const template = await readTemplate(ctx, templateId);
  if (!template) throw new Problem('not-found');
  return template;
}

/** A template as it is now, or as it was in a version; undefined when there is none. Versions never change. */
export function readTemplate(
  ctx: Context,
  templateId: Id<'template'>,
  version?: number,
): Promise<SurveyTemplate | undefined> {
  const { companyId } = ctx;
  return read(
    ctx,
    version === undefined ? currentKey(companyId, templateId) : versionKey(companyId, templateId, version),
  );
}

/** One page of templates, oldest first. */
export function list(
  ctx: Context,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<SurveyTemplate>> {
  const asked = { name: 'survey-templates', filter: {}, limit, cursor };
  return pageFrom(ctx, asked, (from: ItemKey | undefined) => templatesFrom(ctx, from, limit));
}

/** Every active template of the company: what triggers and sends choose from. */
export async function activeTemplates(ctx: Context): Promise<SurveyTemplate[]> {
  const found: SurveyTemplate[] = [];
  for await (const steps of templatesFrom(ctx, undefined, 200))
    found.push(...steps.flatMap(({ item }) => (item?.active ? [item] : [])));
  return found;
}

async function* templatesFrom(
  ctx: Context,
  from: ItemKey | undefined,
  size: number,
): AsyncGenerator<Step<SurveyTemplate>[]> {
  const query = {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': currentPartition(ctx.companyId) },
    ConsistentRead: true,
    Limit: size,
  };
  for await (const steps of queryPages(ctx, query, from))
    yield steps.map(({ item, after }) => ({
      item: item === undefined ? undefined : SurveyTemplate.parse(item),
      after,
    }));
}

async function read(ctx: Context, Key: { pk: string; sk: string }): Promise<SurveyTemplate | undefined> {
  const { Item } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }));
  return Item && SurveyTemplate.parse(Item);
}

function writes(ctx: Context, template: SurveyTemplate, action: string, before?: SurveyTemplate): TransactItem[] {
  const TableName = tableName();
  const { templateId, version } = template;
  return [
    {
      Put: {
        TableName,
        Item: { ...currentKey(ctx.companyId, templateId), ...template, companyId: ctx.companyId },
        ...unlessChanged(before?.version ?? 0),
      },
    },
    { Put: { TableName, Item: { ...versionKey(ctx.companyId, templateId, version), ...template } } },
    auditOf(ctx, { recordId: templateId, version, action, changedKeys: before ? changedKeys(before, template) : [] }),
  ];
}

const own = new Set(['version', 'updatedAt']);

function changedKeys(before: SurveyTemplate, after: SurveyTemplate): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof SurveyTemplate>;
  // The table keeps no order of keys, so texts are compared by what they hold.
  return [...names].filter((name) => !own.has(name) && !isDeepStrictEqual(before[name], after[name]));
}
