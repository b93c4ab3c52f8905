import * as z from 'zod';
import { idSchema } from '../fields/ids.schema.ts';
import { record } from '../fields/record.schema.ts';
import type { Permission } from '../kernel/permissions.ts';
import type { Routes } from './contract.ts';
import { ItemProblem } from './items.schema.ts';
import { pageOf, pageQuery } from './page.schema.ts';

/** Records that one request may link. */
const MOST = 500;

/** The schema of links: each ties an item of another kind to the one record that it belongs to. */
export const linkRecord = <S extends z.ZodRawShape>(name: string, ends: S) =>
  record(name, { linkId: idSchema('link'), ...ends });

/** Three routes of a record that others are linked to: link, unlink, and the page of what is linked. */
export function linkRoutes<
  const Path extends string,
  const Read extends Permission,
  const Write extends Permission,
  const Items extends string,
  Params extends z.ZodObject,
  Id extends z.ZodType<string>,
  Shown extends z.ZodObject,
  Says extends z.ZodRawShape,
  Filter extends z.ZodRawShape,
>(of: {
  /** Path of the record. */
  path: Path;
  params: Params;
  read: Read;
  write: Write;
  /** What is linked, for summaries, and the field of the body that names them. */
  names: string;
  items: Items;
  itemId: Id;
  shown: Shown;
  /** What else a body says of the links that it makes. */
  says: Says;
  filter: Filter;
}) {
  const { path, params, names, items, itemId } = of;
  const fields = { [items]: z.array(itemId).min(1).max(MOST) } as Record<Items, z.ZodArray<Id>>;
  const named = `${items.charAt(0).toUpperCase()}${items.slice(1)}`;
  const post = {
    method: 'POST',
    params,
    permission: of.write,
    reply: { 200: z.object({ results: z.array(LinkResult) }) },
  } as const;
  return {
    link: {
      ...post,
      path: `${path}/link`,
      body: z.strictObject({ ...fields, ...of.says }).meta({ id: `Link${named}` }),
      summary: `Link up to ${MOST} ${names}`,
      description: `Each for itself: one that cannot be linked spoils no other. What was linked to another one moves here.`,
    },
    unlink: {
      ...post,
      path: `${path}/unlink`,
      body: z.strictObject(fields).meta({ id: named }),
      summary: `Unlink up to ${MOST} ${names}`,
    },
    linked: {
      method: 'GET',
      path: `${path}/${names}`,
      summary: `List linked ${names}`,
      description: 'Newest first. A page may be shorter than `limit` and still have a `nextCursor`.',
      params,
      permission: of.read,
      query: z.strictObject({ ...pageQuery, ...of.filter }),
      reply: { 200: pageOf(of.shown) },
    },
  } as const satisfies Routes;
}

const LinkResult = z
  .object({
    index: z.int().min(0),
    status: z.int().meta({ description: '200 done or already so, 404 unknown or not linked here.', example: 200 }),
    problem: ItemProblem.optional(),
  })
  .meta({ id: 'LinkResult' });
