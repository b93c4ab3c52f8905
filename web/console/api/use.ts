import { QueryClient, useInfiniteQuery, useMutation, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { ApiError } from '../../../shared/http/client.ts';
import type { Operation } from './client.ts';

const STALE_MS = 30_000;
const RETRIES = 2;

/** Somebody else was faster. */
export const isStale = (error: unknown): boolean => error instanceof ApiError && error.status === 412;

/** Whoever asks the same again is told the same. */
const isRefused = (error: unknown): boolean => error instanceof ApiError && error.status < 500;

/** What was answered stays for half a minute, and is asked for again when somebody comes back to the window. */
export const cache = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: STALE_MS,
      retry: (failures, error) => failures < RETRIES && !isRefused(error),
      retryDelay: (failures, error) =>
        error instanceof ApiError && error.retryAfterSeconds ? error.retryAfterSeconds * 1000 : 1000 * 2 ** failures,
    },
    // Without a network a change fails at once, and what was typed stays: it would be sent much later, unseen.
    mutations: { retry: false, networkMode: 'always' },
  },
});

type One<In extends unknown[]> = In[0];
export type Asked = { enabled?: boolean; refetchInterval?: number };
/** In how many milliseconds what is still going on is read again, by what was answered last; never once it is over. */
type Again<T> = { again?: (last: T | undefined) => number | false };

/** When something is read again: never, where it was refused and so never answered. */
export const nextRead = <T>(
  again: (last: T | undefined) => number | false,
  last: T | undefined,
  error: unknown,
): number | false => (last === undefined && isRefused(error) ? false : again(last));

const callWith = <In extends unknown[], Out>(operation: Operation<In, Out>, input: One<In>): Promise<Out> =>
  operation(...([input] as unknown as In));

const keyOf = <In extends unknown[], Out>(operation: Operation<In, Out>, input?: One<In>) =>
  input === undefined
    ? [operation.resource, operation.operation]
    : [operation.resource, operation.operation, input as unknown];

/** While other filters load, what was there stays; of another record it would be a lie. */
const keepOf =
  (input: unknown) =>
  <D>(last: D | undefined, before: { queryKey: readonly unknown[] } | undefined): D | undefined =>
    paramsOf(before?.queryKey[2]) === paramsOf(input) ? last : undefined;
const paramsOf = (input: unknown): string => JSON.stringify((input as { params?: unknown } | undefined)?.params ?? {});

/** Reads. While other filters load, what was there stays (`isPlaceholderData`). */
export const useRead = <In extends unknown[], Out>(
  operation: Operation<In, Out>,
  input: One<In>,
  { again, ...asked }: Asked & Again<Out> = {},
): UseQueryResult<Out> =>
  useQuery<Out>({
    queryKey: keyOf(operation, input),
    queryFn: () => callWith(operation, input),
    placeholderData: keepOf(input),
    ...asked,
    ...(again && { refetchInterval: ({ state }) => nextRead(again, state.data, state.error) }),
  });

type Page<T> = { items: T[]; nextCursor: string | null };
type Listed = { query?: { cursor?: string | undefined } };

type Pages<T> = { pages: Page<T>[] } | undefined;
const itemsOf = <T>(read: Pages<T>): T[] | undefined => read?.pages.flatMap(({ items }) => items);

/** Reads a list page by page; `items` are those of all pages so far. */
export function usePages<T, In extends [(Listed & object)?]>(
  operation: Operation<In, Page<T>>,
  input: { params?: object; query?: object },
  { again, ...asked }: Asked & Again<T[]> = {},
) {
  const pages = useInfiniteQuery({
    queryKey: [...keyOf(operation as Operation<unknown[], Page<T>>, input), 'pages'],
    queryFn: ({ pageParam }) =>
      (operation as unknown as (input: Listed) => Promise<Page<T>>)(
        pageParam === null ? input : { ...input, query: { ...input.query, cursor: pageParam } },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }: Page<T>) => nextCursor,
    placeholderData: keepOf(input),
    ...asked,
    ...(again && {
      refetchInterval: ({ state }: { state: { data?: Pages<T>; error: Error | null } }) =>
        nextRead(again, itemsOf(state.data), state.error),
    }),
  });
  return { ...pages, items: itemsOf(pages.data) ?? [] };
}

/** Forgets what was read of these resources, so that what is on the screen is read again. */
export const readAgain = (...resources: string[]): Promise<void> =>
  cache.invalidateQueries({ predicate: ({ queryKey }) => resources.includes(String(queryKey[0])) });

/**
 * Changes something; afterwards what was read of `touches` is read again, and of the operation's own resource. So it is
 * where somebody else was faster: the next try is about what they made of it.
 */
export const useChange = <In extends unknown[], Out>(operation: Operation<In, Out>, ...touches: string[]) =>
  useMutation<Out, Error, One<In>>({
    mutationFn: (input) => callWith(operation, input),
    onSuccess: () => readAgain(operation.resource, ...touches),
    onError: (error) => {
      if (isStale(error)) void readAgain(operation.resource, ...touches);
    },
  });

/**
 * What comes after a change, also when whoever asked for it has left the screen: callbacks that are given to `mutate` are
 * gone with it. Without `failed`, the failure is shown where the `error` of the change is.
 */
export function afterwards<Out>(
  change: Promise<Out>,
  done: (out: Out) => void,
  failed: (error: unknown) => void = () => undefined,
): void {
  const see = async (): Promise<void> => {
    let out: Out;
    try {
      out = await change;
    } catch (error) {
      failed(error);
      return;
    }
    done(out);
  };
  void see();
}
