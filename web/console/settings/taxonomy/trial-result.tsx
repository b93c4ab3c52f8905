import { Link } from '@tanstack/react-router';
import type { Trial } from '../../../../shared/taxonomy/trial.schema.ts';
import { formatCount, formatValue } from '../../../chart/format.ts';
import { DataTable } from '../../kit/table.tsx';
import { spoken } from '../../texts/console.ts';
import { taxonomyTexts } from './texts/texts.ts';
import type { Nodes } from './tree.ts';

type Row = Trial['nodes'][number];

/** What a draft finds in stored texts beside what is in force: what changed most comes first. */
export function TrialResult({ trial, nodes }: { trial: Trial; nodes: Nodes }) {
  const x = taxonomyTexts();
  const nameOf = (id: string): string => nodes.find((node) => node.id === id)?.name ?? id;
  const count = (value: number): string => formatCount(spoken(), value);
  const rows = trial.nodes.toSorted((a, b) => b.gained + b.lost - a.gained - a.lost);
  return (
    <section className="stack">
      <h3>
        {x.result} {x.inTexts(trial.uncovered.n)}
      </h3>
      <p>
        {x.uncovered}: {formatValue(spoken(), 'ratio 0–1', trial.uncovered.value)}
      </p>
      {trial.warnings.length > 0 && (
        <div className="banner warn">
          <div>
            <strong>{x.warnings}</strong>
            <ul>
              {trial.warnings.map(({ pointer, detail }) => (
                <li key={`${pointer} ${detail}`}>
                  <bdi>{nameOf(nodes[Number(/nodes\/(\d+)/.exec(pointer)?.[1] ?? -1)]?.id ?? pointer)}</bdi>: {detail}
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
      <DataTable<Row>
        caption={x.result}
        rows={rows}
        keyOf={({ id }) => id}
        columns={[
          {
            name: x.node,
            cell: ({ id, removed }) => (
              <>
                <bdi>{nameOf(id)}</bdi> {removed && <span className="tag warn">{x.gone}</span>}
              </>
            ),
          },
          { name: x.before, number: true, cell: ({ before }) => count(before) },
          { name: x.now, number: true, cell: ({ now }) => count(now) },
          { name: x.gained, number: true, cell: ({ gained }) => count(gained) },
          { name: x.lost, number: true, cell: ({ lost }) => count(lost) },
          { name: x.examples, cell: ({ examples }) => <Examples examples={examples} /> },
        ]}
      />
      {trial.overlaps.length > 0 && (
        <details>
          <summary>
            {x.overlaps} ({count(trial.overlaps.length)})
          </summary>
          <ul>
            {trial.overlaps.map(({ nodeIds: [one, other], both, share }) => (
              <li key={`${one} ${other}`}>
                <bdi>{nameOf(one)}</bdi> + <bdi>{nameOf(other)}</bdi>: {count(both)} (
                {formatValue(spoken(), 'ratio 0–1', share)})
              </li>
            ))}
          </ul>
        </details>
      )}
      {trial.unusedCount > 0 && (
        <details>
          <summary>{x.unused(trial.unusedCount)}</summary>
          <p className="note">
            {trial.unused.map(({ id, language, synonym }) => (
              <span key={`${id} ${language} ${synonym}`}>
                <bdi lang={language}>{synonym}</bdi> (<bdi>{nameOf(id)}</bdi>){' '}
              </span>
            ))}
          </p>
        </details>
      )}
    </section>
  );
}

function Examples({ examples }: { examples: Row['examples'] }) {
  const x = taxonomyTexts();
  return (
    <>
      {(['gained', 'lost', 'now'] as const)
        .filter((which) => examples[which].length > 0)
        .map((which) => (
          <details key={which}>
            <summary>
              {x[which]} ({formatCount(spoken(), examples[which].length)})
            </summary>
            <ul className="lines">
              {examples[which].map(({ feedbackId, language, text }) => (
                <li key={feedbackId}>
                  <Link to="/feedback/$feedbackId" params={{ feedbackId }} className="quiet">
                    <bdi lang={language}>{text}</bdi>
                  </Link>
                </li>
              ))}
            </ul>
          </details>
        ))}
    </>
  );
}
