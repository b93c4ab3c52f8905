import * as z from 'zod';
import type { Permission } from '../kernel/permissions.ts';
import type { Route, Routes } from './contract.ts';
import { pageOf, pageQuery } from './page.schema.ts';

const onePathOf = <Path extends string>(path: Path, params: z.ZodRawShape) =>
  `${path}/{${Object.keys(params).join('}/{')}}` as const;

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
  const single = { path: onePathOf(path, of.params), params: z.object(of.params) };
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

/** The sixth route, of a kind of record that can be put as a whole: what is left out is as it is on a new one. */
export function putOf<
  const Path extends string,
  const Write extends Permission,
  Params extends z.ZodRawShape,
  Shown extends z.ZodObject,
  Body extends z.ZodType,
>(of: {
  names: readonly [one: string, many: string];
  path: Path;
  params: Params;
  write: Write;
  record: Shown;
  create: Body;
}) {
  return {
    method: 'PUT',
    path: onePathOf(of.path, of.params),
    params: z.object(of.params),
    summary: `Replace ${of.names[0]}`,
    description: 'What is left out is as it is on a new one.',
    permission: of.write,
    body: of.create,
    ifMatch: true,
    reply: { 200: of.record },
  } as const satisfies Route;
}
