import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { texts } from '../texts/console.ts';
import { Button } from './button.tsx';
import { Empty, Problem, Skeleton } from './states.tsx';
import { type Column, DataTable } from './table.tsx';

type Pages<T> = {
  items: T[];
  data: unknown;
  error: unknown;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isPlaceholderData: boolean;
  fetchNextPage: () => unknown;
  refetch: () => unknown;
};
type Props<T> = {
  caption: string;
  pages: Pages<T>;
  columns: readonly Column<T>[];
  keyOf: (row: T) => string;
  onOpen?: ((row: T) => void) | undefined;
  /** What will be here, where nothing has been so far, and what starts it. */
  empty: ReactNode;
  start?: ReactNode;
  /** Whether filters limit it, and where it is without any. */
  filtered?: boolean;
  clear?: LinkProps['to'];
};

/** A list with all that can be seen instead of it: loading, failed, empty, empty because of filters. */
export function ListOf<T>({ pages, empty, start, filtered, clear, onOpen, ...table }: Props<T>) {
  const t = texts();
  const { items, data, error, hasNextPage } = pages;
  if (data === undefined) {
    return error ? <Problem error={error} again={() => void pages.refetch()} /> : <Skeleton height={240} />;
  }
  const nothing = items.length === 0 && !hasNextPage;
  return (
    <div className={pages.isPlaceholderData ? 'refreshing' : undefined}>
      {nothing && filtered && (
        <Empty
          action={
            clear && (
              <Link to={clear} className="button">
                {t.clearFilters}
              </Link>
            )
          }
        >
          {t.nothingFound}
        </Empty>
      )}
      {nothing && !filtered && <Empty action={start}>{empty}</Empty>}
      {items.length > 0 && <DataTable {...table} rows={items} {...(onOpen && { onOpen })} />}
      {hasNextPage && (
        <Button disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t.loadMore}
        </Button>
      )}
    </div>
  );
}
