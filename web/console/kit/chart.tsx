import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Chart } from '../../chart/chart.ts';
import { Picture } from '../../chart/picture.tsx';
import { tableOf } from '../../chart/table.ts';
import { screen } from '../../chart/theme.ts';
import { spoken, texts } from '../texts/console.ts';
import { type Behind, ChartReader } from './chart-reader.tsx';
import { Button } from './button.tsx';
import { Panel } from './page.tsx';

type PictureProps = { chart: Chart; width?: number; behind?: Behind };

/** A chart as wide as its place, read point by point with the keyboard; the small ones in a line of text are not. */
export function ChartPicture({ chart, width, behind = [] }: PictureProps) {
  const drawn = <Drawn chart={chart} width={width} />;
  if (width !== undefined) return drawn;
  return (
    <ChartReader title={chart.title} {...tableOf(chart, spoken())} behind={behind}>
      {drawn}
    </ChartReader>
  );
}

function Drawn({ chart, width: given }: { chart: Chart; width: number | undefined }) {
  const room = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(given ?? 0);
  useEffect(() => {
    if (given !== undefined || room.current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(room.current);
    return () => observer.disconnect();
  }, [given]);
  return (
    <div className="chart" ref={room}>
      {width > 0 && <Picture chart={chart} look={{ theme: screen, language: spoken(), width }} />}
    </div>
  );
}

type Props = {
  title: string;
  about?: string;
  chart: Chart;
  span?: 4 | 6 | 8 | 12;
  records?: Behind;
  children?: ReactNode;
};

/** A chart that can also be read: the button shows its numbers as a table. */
export function ChartPanel({ title, about, chart, span, records = [], children }: Props) {
  const [asTable, setAsTable] = useState(false);
  const t = texts();
  return (
    <Panel
      title={title}
      about={about}
      span={span}
      aside={
        <Button small aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {t.table}
        </Button>
      }
    >
      {asTable ? (
        <ChartTable title={title} chart={chart} records={records} />
      ) : (
        <ChartPicture chart={chart} behind={records} />
      )}
      {children}
    </Panel>
  );
}

function ChartTable({ title, chart, records }: { title: string; chart: Chart; records: Behind }) {
  const { head, rows } = tableOf(chart, spoken());
  return (
    <div className="table-room" role="region" aria-label={title} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map((cell) => (
              <th key={cell} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, line) => (
            <tr key={row.join('|')}>
              {row.map((cell, at) => (
                <td key={head[at]}>
                  {at === 0 && records[line] ? (
                    <Link to="/feedback" search={records[line]}>
                      {cell}
                    </Link>
                  ) : (
                    cell
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
