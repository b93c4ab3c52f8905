import type { Context } from '../kernel/context.ts';
import { eachBatch } from '../kernel/batches.ts';
import { unexpected } from './failure.ts';
import { type FieldError, firstErrors, Problem, problems } from './problem.ts';

const ERRORS_PER_ITEM = 20;
const PARALLEL = 20;

/** What became of an item of a bulk that was refused; `pointer` leads to it in the body. */
export function refusalOf(error: unknown, pointer: string) {
  const problem = error instanceof Problem ? error : unexpected(error);
  const within = ({ pointer: inner, ...rest }: FieldError): FieldError => ({
    pointer: `${pointer}${inner?.slice(1) ?? ''}`,
    ...rest,
  });
  return {
    status: problem.status,
    ...problem.about,
    problem: {
      type: `/problems/${problem.code}`,
      title: problems[problem.code][1],
      status: problem.status,
      detail: problem.message,
      ...(problem.errors && { errors: firstErrors(problem.errors, ERRORS_PER_ITEM).map(within) }),
    },
  };
}

/** The context of one item of a bulk: the key belongs to the whole of it, and no item takes another's write for its own. */
export const itemContext = (ctx: Context, index: number): Context => ({
  ...ctx,
  idempotency: undefined,
  requestId: `${ctx.requestId}#${index}`,
});

/**
 * Results of a bulk in the order of its items, which stand under `name` in the body: a refused one spoils no other. Items
 * are worked off some at a time; those for which `meetingAt` says the same write the same rows, and follow one another.
 */
export async function eachItem<T, R extends { status: number }>(
  ctx: Context,
  name: string,
  items: readonly T[],
  work: (ctx: Context, item: T) => Promise<R>,
  { meetingAt }: { meetingAt?: (item: T) => string } = {},
): Promise<{ results: ({ index: number } & (R | ReturnType<typeof refusalOf>))[] }> {
  const results = new Map<number, R | ReturnType<typeof refusalOf>>();
  const lanes = Map.groupBy(items.entries(), ([index, item]) => meetingAt?.(item) ?? index);
  await eachBatch([...lanes.values()], { size: 1, parallel: PARALLEL }, async ([lane = []]) => {
    for (const [index, item] of lane) {
      try {
        results.set(index, await work(itemContext(ctx, index), item));
      } catch (error) {
        results.set(index, refusalOf(error, `#/${name}/${index}`));
      }
    }
  });
  return { results: items.map((_, index) => ({ index, ...(results.get(index) as R) })) };
}
