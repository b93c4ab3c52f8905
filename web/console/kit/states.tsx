import type { ReactNode } from 'react';
import { ApiError } from '../../../shared/http/client.ts';
import { texts } from '../texts/console.ts';
import { Button } from './button.tsx';

/** The size of what is to come, without its content. */
export const Skeleton = ({ height }: { height: number }) => (
  <span className="skeleton" style={{ blockSize: height }} role="status" aria-label={texts().loading} />
);

/** Nothing is there, and why: `action` is what changes that. */
export const Empty = ({ children, action }: { children: ReactNode; action?: ReactNode }) => (
  <div className="empty">
    <p className="muted">{children}</p>
    {action}
  </div>
);

/** What to say of a failure: what was refused and why, or whose fault it is. */
export function wordsOf(error: unknown): string {
  const t = texts();
  if (!(error instanceof ApiError)) return navigator.onLine ? t.unreachable : t.offline;
  if (error.status === 403) return t.forbidden;
  if (error.status === 404) return t.notFound;
  if (error.status === 412) return t.changedMeanwhile;
  if (error.status === 429) return t.tooMany(error.retryAfterSeconds ?? 1);
  if (error.status >= 500) return t.ourFault(error.problem.requestId ?? '');
  return error.problem.detail ?? error.problem.title;
}

/** A failure where its content would stand; the rest of the page goes on. */
export const Problem = ({ error, again }: { error: unknown; again?: () => void }) => (
  <div className="banner error" role="alert">
    <span>{wordsOf(error)}</span>
    {again && !(error instanceof ApiError && error.status < 429) && (
      <Button small onClick={again}>
        {texts().tryAgain}
      </Button>
    )}
  </div>
);

type Read<T> = {
  data: T | undefined;
  error: unknown;
  isPlaceholderData: boolean;
  refetch: () => unknown;
};
/** What was read, or what is to be seen meanwhile: the size of it, what was there before, or what went wrong. */
export function Loaded<T>({
  read,
  height,
  children,
}: {
  read: Read<T>;
  height: number;
  children: (data: T) => ReactNode;
}) {
  const { data, error, isPlaceholderData, refetch } = read;
  if (data === undefined)
    return error ? <Problem error={error} again={() => void refetch()} /> : <Skeleton height={height} />;
  return (
    <div className={isPlaceholderData ? 'refreshing' : undefined} aria-busy={isPlaceholderData}>
      {error ? <Problem error={error} again={() => void refetch()} /> : null}
      {children(data)}
    </div>
  );
}
