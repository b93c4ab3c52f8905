import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import type { Snapshot as SnapshotOf } from '../../../shared/report/snapshot.schema.ts';
import type { LaidBlock } from '../../report/laid.ts';
import { layOut } from '../../report/lay-out.ts';
import { sideBySide } from '../../report/side-by-side.ts';
import { Loaded, Skeleton } from '../kit/states.tsx';
import { Prose } from './prose.tsx';
import { reportsTexts } from './texts/texts.ts';

const ChartPicture = lazy(() => import('../kit/chart.tsx').then((module) => ({ default: module.ChartPicture })));

async function unpacked(url: string): Promise<SnapshotOf> {
  const answer = await fetch(url);
  if (!answer.ok || answer.body === null) throw new Error(`the snapshot: ${answer.status}`);
  return (await new Response(answer.body.pipeThrough(new DecompressionStream('gzip'))).json()) as SnapshotOf;
}

/** What a run said, laid out as its mail and files are, in the language that it was sent in. */
export function Snapshot({ runId, url }: { runId: string; url: string }) {
  // By the run: its link is another one each time, and what it leads to never changes.
  const read = useQuery({ queryKey: ['snapshot', runId], queryFn: () => unpacked(url), staleTime: Infinity });
  return (
    <Loaded read={read} height={640}>
      {(snapshot) => <LaidOut snapshot={snapshot} />}
    </Loaded>
  );
}

function LaidOut({ snapshot }: { snapshot: SnapshotOf }) {
  const r = reportsTexts();
  const laid = layOut(snapshot);
  const { language } = snapshot;
  return (
    <article className="laid" lang={language} dir={language === 'ar' ? 'rtl' : 'ltr'}>
      <header>
        <h3 className="laid-title">
          {laid.mark && `[${laid.mark}] `}
          <bdi>{laid.title}</bdi> · {laid.period}
        </h3>
        {[...laid.warnings, ...laid.facts].map((line) => (
          <p className="note" key={line}>
            {line}
          </p>
        ))}
        {laid.changes.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </header>
      {sideBySide(laid.sections).map((line) => (
        <div key={line.map(({ sectionId }) => sectionId).join()} className={line.length > 1 ? 'halves' : undefined}>
          {line.map(({ sectionId, title, blocks }) => (
            <section key={sectionId} className="laid-section">
              {title && <h3>{title}</h3>}
              {blocks.map((block, at) => (
                <Block key={at} block={block} name={title} />
              ))}
            </section>
          ))}
        </div>
      ))}
      {laid.excluded.length > 0 && (
        <details>
          <summary>{r.excluded}</summary>
          <ul>
            {laid.excluded.map(({ metric, reasons }) => (
              <li key={metric} className="note">
                {metric}: {reasons}
              </li>
            ))}
          </ul>
        </details>
      )}
      <details>
        <summary>{r.formulas}</summary>
        <ul>
          {laid.formulas.map(({ metric, formula }) => (
            <li key={metric} className="note">
              {metric}: <bdi>{formula}</bdi>
            </li>
          ))}
        </ul>
      </details>
    </article>
  );
}

function Block({ block, name }: { block: LaidBlock; name: string }) {
  switch (block.type) {
    case 'tiles':
      return (
        <ul className="laid-tiles">
          {block.tiles.map((tile) => (
            <li key={tile.name}>
              <p className="tile-name">{tile.name}</p>
              <p className="laid-value">{tile.value}</p>
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
      return <Table block={block} name={name} />;
    case 'quotes':
      return (
        <ul className="lines">
          {block.quotes.map(({ text, about }, at) => (
            <li key={at}>
              <p className="verbatim" dir="auto">
                {text}
              </p>
              <p className="note">{about}</p>
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

function Table({ block, name }: { block: Extract<LaidBlock, { type: 'table' }>; name: string }) {
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
                  <bdi>{cell}</bdi>
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
