import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { texts } from '../texts/console.ts';
import { Button } from './button.tsx';
import { Empty, Problem, Skeleton } from './states.tsx';
import { type Choice, type Column, DataTable } from './table.tsx';

/** What {@link usePages} gives. */
export type Pages<T> = {
  items: T[];
  data: unknown;
  error: unknown;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isPlaceholderData: boolean;
  fetchNextPage: () => unknown;
  refetch: () => unknown;
};
type Around<T> = {
  pages: Pages<T>;
  /** What will be here, where nothing has been so far, and what starts it. */
  empty: ReactNode;
  start?: ReactNode;
  /** Whether filters limit it, and where it is without any. */
  filtered?: boolean;
  clear?: LinkProps['to'];
  /** Of what is to come. */
  height?: number;
};

/** Pages of a list with all that can be seen instead of them: loading, failed, empty, empty because of filters. */
export function Paged<T>({
  pages,
  empty,
  start,
  filtered,
  clear,
  height = 240,
  children,
}: Around<T> & { children: (items: T[]) => ReactNode }) {
  const t = texts();
  const { items, data, error, hasNextPage } = pages;
  const failed = error ? <Problem error={error} again={() => void pages.refetch()} /> : null;
  if (data === undefined) return failed ?? <Skeleton height={height} />;
  const nothing = items.length === 0 && !hasNextPage;
  return (
    <div className={pages.isPlaceholderData ? 'refreshing stack' : 'stack'}>
      {failed}
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
      {items.length > 0 && children(items)}
      <More pages={pages} />
    </div>
  );
}

/** The next page, where there is one. */
export const More = ({
  pages,
}: {
  pages: Pick<Pages<never>, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>;
}) =>
  pages.hasNextPage ? (
    <div>
      <Button disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
        {texts().loadMore}
      </Button>
    </div>
  ) : null;

type Table<T> = {
  caption: string;
  columns: readonly Column<T>[];
  keyOf: (row: T) => string;
  onOpen?: ((row: T) => void) | undefined;
  openKey?: string | undefined;
  choice?: Choice<T> | undefined;
};

/** The same as a table. */
export const ListOf = <T,>({ caption, columns, keyOf, onOpen, openKey, choice, ...around }: Around<T> & Table<T>) => (
  <Paged {...around}>
    {(items) => (
      <DataTable
        caption={caption}
        rows={items}
        columns={columns}
        keyOf={keyOf}
        openKey={openKey}
        choice={choice}
        {...(onOpen && { onOpen })}
      />
    )}
  </Paged>
);
