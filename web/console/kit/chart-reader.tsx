import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { direction } from '../texts/texts.ts';
import { texts } from '../texts/console.ts';
import { pointAt, readOut } from './chart-keys.ts';

/** For each row of a chart's table the list of what it counts, where there is one. */
export type Behind = readonly (Record<string, string> | undefined)[];
type Props = { title: string; head: readonly string[]; rows: readonly string[][]; behind: Behind; children: ReactNode };

/**
 * A chart for the keyboard: one stop of Tab, arrows read its points below it, Enter opens what a point counts, and Escape
 * leaves. It is read from the chart's table, so a point says the same everywhere.
 */
export function ChartReader({ title, head, rows, behind, children }: Props) {
  const t = texts();
  const navigate = useNavigate();
  const help = useId();
  const [at, setAt] = useState<number>();
  const row = at === undefined ? undefined : rows[at];
  const opens = at === undefined ? undefined : behind[at];
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = pointAt(event.key, at, rows.length, direction() === 'rtl');
    if (next !== undefined) {
      event.preventDefault();
      setAt(next);
    } else if (event.key === 'Enter' && opens) {
      event.preventDefault();
      void navigate({ to: '/feedback', search: opens });
    } else if (event.key === 'Escape' && at !== undefined) {
      // A dialog around the chart stays open: first one leaves the chart, then the dialog.
      event.stopPropagation();
      event.currentTarget.blur();
    }
  };
  return (
    <>
      <div
        className="chart-reader"
        role="application"
        aria-label={title}
        aria-describedby={help}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onBlur={() => setAt(undefined)}
      >
        {children}
      </div>
      <span id={help} className="hidden">
        {t.chartKeys}
      </span>
      <p role="status" className={row ? 'note' : 'hidden'}>
        {row && readOut(head, row)}
        {opens && ` · ${t.enterOpens}`}
      </p>
    </>
  );
}
