import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import type { LaidBlock, LaidTable } from '../../report/laid.ts';
import { Skeleton } from '../kit/states.tsx';
import type { Lead, Leads } from './leads.ts';
import { Prose } from './prose.tsx';
import { reportsTexts } from './texts/texts.ts';

const ChartPicture = lazy(() => import('../kit/chart.tsx').then((module) => ({ default: module.ChartPicture })));

type Props<B = LaidBlock> = { block: B; name: string; leads?: Leads | undefined };

/** A piece of a section; with `leads` its numbers lead to what they count. */
export function Block({ block, name, leads = {} }: Props) {
  switch (block.type) {
    case 'tiles':
      return (
        <ul className="laid-tiles">
          {block.tiles.map((tile, at) => (
            <li key={tile.name}>
              <p className="tile-name">{tile.name}</p>
              <p className="laid-value">
                <To lead={leads.tiles?.[at]}>{tile.value}</To>
              </p>
              <p className="note">{tile.detail}</p>
              {tile.lines.map(({ label, text, tone }) => (
                <p key={label} className={`note ${tone}`}>
                  {label}: {text}
                </p>
              ))}
            </li>
          ))}
        </ul>
      );
    case 'chart':
      return (
        <Suspense fallback={<Skeleton height={240} />}>
          <ChartPicture chart={block.chart} />
        </Suspense>
      );
    case 'table':
      return <Table block={block} name={name} leads={leads} />;
    case 'quotes':
      return (
        <ul className="lines">
          {block.quotes.map(({ text, about }, at) => (
            <li key={at}>
              <p className="verbatim" dir="auto">
                {text}
              </p>
              <p className="note">
                <To lead={leads.quotes?.[at]}>{about}</To>
              </p>
            </li>
          ))}
        </ul>
      );
    case 'prose':
      return <Prose blocks={block.blocks} />;
    case 'note':
      return <p className="note">{block.text}</p>;
  }
}

const To = ({ lead, children }: { lead: Lead | undefined; children: ReactNode }) =>
  lead ? (
    <Link {...lead} className="quiet">
      {children}
    </Link>
  ) : (
    <>{children}</>
  );

function Table({ block, name, leads }: Props<LaidTable> & { leads: Leads }) {
  const { head, rows, of, names, behind } = block;
  const table = (
    <div className="table-room" role="region" aria-label={name} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map((cell, at) => (
              <th key={at} scope="col" className={at < names ? undefined : 'number'}>
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, line) => (
            <tr key={line}>
              {row.map((cell, at) => (
                <td key={at} className={at < names ? undefined : 'number'}>
                  <To lead={leads.cells?.[line]?.[at]}>
                    <bdi>{cell}</bdi>
                  </To>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {of > rows.length && <p className="note">{reportsTexts().rowsOf(rows.length, of)}</p>}
    </div>
  );
  return behind ? (
    <details>
      <summary>{reportsTexts().behind}</summary>
      {table}
    </details>
  ) : (
    table
  );
}
