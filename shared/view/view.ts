import type * as z from 'zod';
import { equal, listOf } from '../http/list.ts';
import { invalid, Problem } from '../http/problem.ts';
import { visible } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { verbsOf } from '../kernel/verbs.ts';
import { ConditionFailed } from '../kernel/write.ts';
import { isFree } from './view-name.ts';
import { type CreateView, type EditView, filtersOf, type View, type ViewFilter } from './view.schema.ts';
import { views } from './view.store.ts';

type One = Pick<View, 'viewId'>;
type Changing = One & { ifMatch?: number | undefined };

const taken = (): Problem => new Problem('conflict', 'There is a view of this name already.');

const mayChange = ({ actor }: Context, { ownerId }: Pick<View, 'ownerId'>): boolean =>
  ownerId === actor.id || actor.roles.includes('admin');
const mayOpen = (ctx: Context, view: Pick<View, 'ownerId' | 'shared'>): boolean => view.shared || mayChange(ctx, view);

/** Refuses filters that the list would refuse. */
function expectListable({ resource, filter }: View): void {
  const { error } = filtersOf[resource].safeParse(filter);
  if (!error) return;
  const faults = error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ pointer: `#/filter/${key}`, detail: 'is no filter that can be kept' }))
      : [{ pointer: ['#/filter', ...issue.path].join('/'), detail: issue.message }],
  );
  throw invalid(...faults);
}

/** Refuses what could not be listed, may not be shared, or is called like another. A view keeps its owner. */
async function settle(ctx: Context, given: View, before?: View): Promise<View> {
  const after: View = { ...given, ownerId: before?.ownerId ?? ctx.actor.id };
  if (after.shared && !ctx.actor.permissions.has('reports:write'))
    throw new Problem('forbidden', 'To share a view takes the permission `reports:write`.');
  expectListable(after);
  if (!(await isFree(ctx, after, before))) throw taken();
  return after;
}

const verbs = verbsOf(views, { settle });

/** Saves a view as the caller's own. */
export const create = (ctx: Context, { body }: { body: CreateView }): Promise<View> =>
  verbs.create(ctx, { body: { ...body, ownerId: ctx.actor.id } }).catch((error: unknown) => {
    // Its id is new, so only its name can have been the condition that failed.
    throw error instanceof ConditionFailed ? taken() : error;
  });

/** A view that the caller may use; 404 for any other. */
export async function get(ctx: Context, { viewId }: One): Promise<View> {
  const view = views.publicOf(await visible(ctx, views, viewId));
  if (!mayOpen(ctx, view)) throw new Problem('not-found');
  return view;
}

async function expectChangeable(ctx: Context, one: One): Promise<void> {
  if (!mayChange(ctx, await get(ctx, one))) throw new Problem('forbidden', 'Only its owner and admins change a view.');
}

export async function edit(ctx: Context, input: Changing & { body: z.output<typeof EditView> }): Promise<View> {
  await expectChangeable(ctx, input);
  return verbs.edit(ctx, input);
}

/** Deletes a view for everybody. */
export async function remove(ctx: Context, input: Changing): Promise<undefined> {
  await expectChangeable(ctx, input);
  return verbs.remove(ctx, input);
}

/** Views that the caller may use. */
export const list = listOf<ViewFilter, View>(
  'views',
  { resource: equal('resource'), ownerId: equal('ownerId') },
  async function* (ctx, _, from) {
    for await (const steps of views.all(ctx, from))
      yield steps.map(({ item, after }) => ({ item: item && mayOpen(ctx, item) ? item : undefined, after }));
  },
  (one) => one,
);
