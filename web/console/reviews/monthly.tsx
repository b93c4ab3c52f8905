import { useState } from 'react';
import type { Monthly } from '../../../shared/review/review.schema.ts';
import { formatPeriod } from '../../chart/format.ts';
import { Button } from '../kit/button.tsx';
import { Panel } from '../kit/page.tsx';
import { Empty } from '../kit/states.tsx';
import { DataTable } from '../kit/table.tsx';
import { locale, spoken, texts } from '../texts/console.ts';
import { count, kindWords } from './parts.ts';
import { reviewTexts } from './texts/texts.ts';

const FIRST = 20;
const times = (ratio: number): string =>
  `× ${new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 }).format(ratio)}`;

/** Which kinds of requests have become more. */
export function MonthlyReview({ monthly: { months, records, kinds, few } }: { monthly: Monthly }) {
  const v = reviewTexts();
  const [all, setAll] = useState(false);
  const shown = all ? kinds : kinds.slice(0, FIRST);
  return (
    <Panel title={v.requests} about={v.requestsHelp(texts().records(records))}>
      {kinds.length === 0 ? (
        <Empty>{v.fewOnly}</Empty>
      ) : (
        <DataTable
          caption={v.requests}
          rows={shown}
          keyOf={({ type, theme }) => `${type}|${theme}`}
          columns={[
            { name: v.subject, cell: (kind) => <bdi>{kindWords(kind)}</bdi> },
            ...months.map(({ month }, at) => ({
              name: formatPeriod(spoken(), month, 'short'),
              number: true,
              cell: ({ n }: (typeof kinds)[number]) => count(n[at] ?? 0),
            })),
            { name: v.ratio, number: true, cell: ({ ratio }) => (ratio === null ? texts().none : times(ratio)) },
            {
              name: v.verdict,
              cell: ({ verdict }) => (
                <span className={verdict === 'more' ? 'tag warn' : 'tag'}>{v.verdicts[verdict]}</span>
              ),
            },
          ]}
        />
      )}
      {shown.length < kinds.length && (
        <div>
          <Button onClick={() => setAll(true)}>{texts().loadMore}</Button>
        </div>
      )}
      {few.kinds > 0 && <p className="note">{v.few(few.kinds)}</p>}
    </Panel>
  );
}
