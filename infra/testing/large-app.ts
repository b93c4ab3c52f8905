import * as z from 'zod';
import { defineQueue, defineSchedule, defineSubscriber, type Needs, type Trigger } from '../../events/define.ts';
import { triggers } from '../../events/index.ts';
import { type Contract, defineRoutes, type Routes } from '../../shared/http/contract.ts';
import { crud } from '../../shared/http/crud.ts';
import type { Area } from '../../shared/kernel/areas.ts';
import { gatewayRoutesOf } from '../constructs/http-routes.ts';
import { functions, type HttpFunction } from '../functions.ts';

/** What the specifications bring. */
export const size = { operations: 740, nouns: 80, publicPaths: 34, eventTypes: 200, triggers: 70 };

const NOUNS_OF_A_FUNCTION = 3;
const needs: Needs = { table: 'write', secret: true };
const served: Record<string, HttpFunction> = functions;
const operationsOf = ({ serves }: { serves: readonly Contract[] }): number =>
  serves.flatMap(({ routes }) => Object.keys(routes)).length;
const sum = (numbers: number[]): number => numbers.reduce((one, other) => one + other, 0);
const numbered = (count: number): number[] => Array.from({ length: Math.max(0, count) }, (_, index) => index);
/** Where what is still to come belongs: the other areas are built, but for a few operations. */
const growing: readonly Area[] = ['care', 'crm', 'sales'];
const areaOf = (index: number): Area => growing[index % growing.length] ?? 'crm';

/** Paths of nouns, and public ones, that functions are reached by. */
export function pathsOf(all: Readonly<Record<string, HttpFunction>>): { nouns: string[]; open: string[] } {
  const routes = Object.values(all).flatMap((one) => [...gatewayRoutesOf(one)]);
  const paths = (guard: 'token' | 'public') =>
    routes.filter(([, own]) => own === guard).map(([key]) => key.split(' ')[1] ?? '');
  const nouns = paths('token').map((path) => path.split('/').slice(0, 4).join('/'));
  return { nouns: [...new Set(nouns)], open: paths('public') };
}

/** Five routes and as many acts on a record as it takes. */
function aNoun(name: string, operations: number): Routes {
  const record = z.object({ id: z.string() });
  const path = `/api/crm/${name}`;
  const params = { id: z.string() };
  const five = crud({
    names: ['one', 'many'],
    path,
    params,
    read: 'feedback:read',
    write: 'feedback:write',
    record,
    create: record,
    edit: record,
    filter: z.strictObject({}),
  });
  const acts = numbered(operations - Object.keys(five).length).map((index): [string, Routes[string]] => [
    `act${index}`,
    {
      method: 'POST',
      path: `${path}/{id}/act-${index}`,
      summary: 'Act',
      permission: 'feedback:write',
      params: z.object(params),
      reply: { 200: record },
    },
  ]);
  return { ...five, ...Object.fromEntries(acts) };
}

const aPage = (index: number): [string, Routes[string]] => [
  `page${index}`,
  { method: 'GET', path: `/page-${index}/{token}`, summary: 'Show', permission: 'public', reply: { 200: z.string() } },
];

/** The functions there are, and generated ones, so that all together have the operations, nouns and public paths of {@link size}. */
export function largeFunctions(): Record<string, HttpFunction> {
  const there = pathsOf(served);
  const pages = numbered(size.publicPaths - there.open.length);
  const nouns = numbered(size.nouns - there.nouns.length);
  const operations = size.operations - sum(Object.values(served).map(operationsOf)) - pages.length;
  const of = (noun: number): number =>
    Math.floor((operations * (noun + 1)) / nouns.length) - Math.floor((operations * noun) / nouns.length);
  const groups = numbered(Math.ceil(nouns.length / NOUNS_OF_A_FUNCTION)).map((index): [string, HttpFunction] => {
    const own = nouns.slice(index * NOUNS_OF_A_FUNCTION, (index + 1) * NOUNS_OF_A_FUNCTION);
    const routes = own.flatMap((noun) =>
      Object.entries(aNoun(`noun-${noun}`, of(noun))).map(([name, route]): [string, Routes[string]] => [
        `${name}${noun}`,
        route,
      ]),
    );
    return [
      `group-${index}`,
      { area: areaOf(index), serves: [defineRoutes(`group-${index}`, Object.fromEntries(routes))], needs },
    ];
  });
  const publicPages: HttpFunction = {
    area: 'crm',
    serves: [defineRoutes('pages', Object.fromEntries(pages.map(aPage)))],
    needs,
  };
  return { ...served, ...Object.fromEntries(groups), pages: publicPages };
}

const eventTypes = numbered(size.eventTypes).map((index) => `RecordOfSomeKindChanged${index}`);

/** The triggers there are, and generated ones of every kind; every tenth subscriber reacts to all events. */
export function largeTriggers(): Trigger[] {
  const more = numbered(size.triggers - triggers.length).map((index): Trigger => {
    const one = { area: areaOf(index), name: `generated-${index}`, needs };
    const lane = { batchSize: 10, maxConcurrency: 5, alarmAfterSeconds: 60 };
    if (index % 10 === 1) return defineQueue({ ...one, lanes: { new: lane, backlog: lane } });
    if (index % 4 === 3) return defineSchedule({ ...one, every: 'rate(1 hour)' });
    return defineSubscriber({ ...one, on: index % 10 === 0 ? eventTypes : eventTypes.slice(index, index + 10) });
  });
  return [...triggers, ...more];
}
