import * as z from 'zod';
import type { Permission } from '../kernel/permissions.ts';
import type { Routes } from './contract.ts';
import { pageOf, pageQuery } from './page.schema.ts';

/** The five routes of a kind of record, as plain data: list, create, get, edit and remove. */
export function crud<
  const Path extends string,
  const Read extends Permission,
  const Write extends Permission,
  Params extends z.ZodRawShape,
  Shown extends z.ZodObject,
  Body extends z.ZodType,
  Edit extends z.ZodType,
  Filter extends z.ZodRawShape,
>(of: {
  /** One and many, for summaries: `['an initiative', 'initiatives']`. */
  names: readonly [one: string, many: string];
  /** Path of the list. */
  path: Path;
  /** The one parameter of a record's path. */
  params: Params;
  read: Read;
  write: Write;
  record: Shown;
  create: Body;
  edit: Edit;
  filter: z.ZodObject<Filter>;
}) {
  const { names, path, record } = of;
  const [one, many] = names;
  const onePath = `${path}/{${Object.keys(of.params).join('}/{')}}` as const;
  const single = { path: onePath, params: z.object(of.params) };
  return {
    list: {
      method: 'GET',
      path,
      summary: `List ${many}`,
      description: 'Newest first. All given filters must hold.',
      permission: of.read,
      // Inferred, it would forget the fields of a filter that is not known yet.
      query: of.filter.extend(pageQuery) as unknown as z.ZodObject<Filter & typeof pageQuery>,
      reply: { 200: pageOf(record) },
    },
    create: {
      method: 'POST',
      path,
      summary: `Create ${one}`,
      permission: of.write,
      body: of.create,
      reply: { 201: record },
    },
    get: { method: 'GET', ...single, summary: `Get ${one}`, permission: of.read, reply: { 200: record } },
    edit: {
      method: 'PATCH',
      ...single,
      summary: `Change ${one}`,
      permission: of.write,
      body: of.edit,
      ifMatch: true,
      reply: { 200: record },
    },
    remove: {
      method: 'DELETE',
      ...single,
      summary: `Delete ${one}`,
      permission: of.write,
      ifMatch: true,
      reply: { 204: null },
    },
  } as const satisfies Routes;
}
