import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { benchmarkRoutes } from '../../../../shared/benchmark/benchmark.routes.ts';
import type { Benchmark } from '../../../../shared/benchmark/benchmark.schema.ts';
import { formatPeriod } from '../../../chart/format.ts';
import { api } from '../../api/client.ts';
import { useChange, usePages, useRead } from '../../api/use.ts';
import { Button } from '../../kit/button.tsx';
import { ListOf } from '../../kit/list-of.tsx';
import { Page, Panel } from '../../kit/page.tsx';
import { areaField, numberField, pickField, type RecordField, textField } from '../../kit/record-fields.tsx';
import { may } from '../../session/me.ts';
import { locale, spoken } from '../../texts/console.ts';
import { metricName } from '../../texts/numbers.ts';
import { metricChoices } from '../metric-choices.ts';
import { Awaited, RecordDialog } from '../../kit/record-dialog.tsx';
import { benchmarksRoute } from '../settings.route.ts';
import { settingsTexts } from '../texts/texts.ts';
import { benchmarkTexts } from './texts/texts.ts';

const benchmarks = api(benchmarkRoutes);
type Draft = Partial<Omit<Benchmark, 'metric'>> & { metric: string };

function benchmarkFields(): RecordField[] {
  const b = benchmarkTexts();
  return [
    pickField('metric', b.metric, metricChoices()),
    numberField('value', b.value, { step: 'any', help: b.valueHelp, required: true }),
    textField('industry', b.industry, { maxLength: 100, required: true }),
    textField('region', b.region, { maxLength: 100, required: true }),
    numberField('low', b.low, { step: 'any' }),
    numberField('high', b.high, { step: 'any' }),
    numberField('n', b.n, { min: 1 }),
    numberField('spread', b.spread, { step: 'any' }),
    textField('source/title', b.sourceTitle, { maxLength: 300, required: true }),
    textField('source/url', b.sourceUrl, { type: 'url', required: true }),
    textField('source/publishedOn', b.publishedOn, { type: 'date', required: true }),
    textField('asOf', b.asOf, { type: 'date', required: true }),
    textField('validTo', b.validTo, { type: 'date', required: true }),
    areaField('method', b.method, { maxLength: 1_000 }),
  ];
}

/** Values of outside that own figures are shown beside. */
export function Benchmarks() {
  const b = benchmarkTexts();
  const { open } = benchmarksRoute.useSearch();
  const navigate = useNavigate();
  const [creating, setCreating] = useState(false);
  const pages = usePages(benchmarks.list, { query: {} });
  const show = (benchmarkId?: string): void =>
    void navigate({ to: '/settings/benchmarks', search: benchmarkId === undefined ? {} : { open: benchmarkId } });
  const create = may('workflow:write') && (
    <Button look="main" onClick={() => setCreating(true)}>
      {b.create}
    </Button>
  );
  const today = new Date().toISOString().slice(0, 10);
  return (
    <Page title={settingsTexts().names.benchmarks} about={b.about} aside={create}>
      <Panel title={settingsTexts().names.benchmarks}>
        <ListOf
          caption={settingsTexts().names.benchmarks}
          pages={pages}
          empty={b.none}
          start={create}
          keyOf={({ benchmarkId }) => benchmarkId}
          onOpen={({ benchmarkId }) => show(benchmarkId)}
          columns={[
            {
              name: b.metric,
              cell: ({ benchmarkId, metric }) => (
                <Link to="/settings/benchmarks" search={{ open: benchmarkId }} className="quiet">
                  {metricName(metric)}
                </Link>
              ),
            },
            { name: b.value, number: true, cell: ({ value }) => new Intl.NumberFormat(locale()).format(value) },
            { name: b.industry, cell: ({ industry }) => <bdi>{industry}</bdi> },
            { name: b.region, cell: ({ region }) => <bdi>{region}</bdi> },
            {
              name: b.sourceTitle,
              cell: ({ source, directional }) => (
                <>
                  <a href={source.url} target="_blank" rel="noreferrer">
                    <bdi>{source.title}</bdi>
                  </a>
                  {directional && <p className="note">{b.directional}</p>}
                </>
              ),
            },
            {
              name: b.validTo,
              cell: ({ validTo }) => (
                <>
                  {formatPeriod(spoken(), validTo)} {validTo < today && <span className="tag warn">{b.outdated}</span>}
                </>
              ),
            },
          ]}
        />
      </Panel>
      {creating && <One benchmark={{ metric: 'nps' }} onClose={() => setCreating(false)} />}
      {open !== undefined && <Opened key={open} benchmarkId={open} onClose={() => show()} />}
    </Page>
  );
}

/** Read by itself: a link may lead to one that the list has not loaded. */
function Opened({ benchmarkId, onClose }: { benchmarkId: string; onClose: () => void }) {
  const read = useRead(benchmarks.get, { params: { benchmarkId } });
  if (read.data) return <One benchmark={read.data} onClose={onClose} />;
  return <Awaited title={settingsTexts().names.benchmarks} read={read} onClose={onClose} />;
}

type Body = Parameters<typeof benchmarks.create>[0]['body'];

function One({ benchmark, onClose }: { benchmark: Draft; onClose: () => void }) {
  const { benchmarkId, version } = benchmark;
  const create = useChange(benchmarks.create, 'dashboard');
  const edit = useChange(benchmarks.edit, 'dashboard');
  const params = { benchmarkId: benchmarkId ?? '' };
  const isNew = version === undefined;
  return (
    <RecordDialog<Draft>
      title={isNew ? benchmarkTexts().create : metricName(benchmark.metric)}
      draft={`benchmark.${benchmarkId ?? ''}`}
      record={benchmark}
      fields={benchmarkFields()}
      readOnly={!may('workflow:write')}
      {...(!isNew && { read: () => benchmarks.get({ params }) })}
      save={({ whole, changes, ifMatch, idempotencyKey }) =>
        ifMatch === undefined
          ? create.mutateAsync({ body: whole as Body, idempotencyKey })
          : edit.mutateAsync({ params, body: changes, ifMatch })
      }
      remove={isNew ? undefined : () => benchmarks.remove({ params, ifMatch: version })}
      resource="benchmark"
      onClose={onClose}
    />
  );
}
