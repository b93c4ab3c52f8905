import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiError } from '../../../shared/http/client.ts';
import { exportRoutes } from '../../../shared/export/export.routes.ts';
import type { CreateExport, ExportFormat } from '../../../shared/export/export.schema.ts';
import { feedbackRoutes } from '../../../shared/feedback/feedback.routes.ts';
import type { Permission } from '../../../shared/kernel/permissions.ts';
import { formatCount } from '../../chart/format.ts';
import { api } from '../api/client.ts';
import { useChange, useRead } from '../api/use.ts';
import type { FeedbackSearch } from '../feedback/feedback.route.ts';
import { filters } from '../feedback/filters.ts';
import { feedbackTexts } from '../feedback/texts/texts.ts';
import { Button } from '../kit/button.tsx';
import { Check, choicesOf, Pick, TextInput } from '../kit/fields.tsx';
import { useKeyFor } from '../kit/key-for.ts';
import { Page, Panel } from '../kit/page.tsx';
import { Problem } from '../kit/states.tsx';
import { watchJob } from '../kit/watched-jobs.ts';
import { oneOf, textsIn } from '../search.ts';
import { may, me } from '../session/me.ts';
import { spoken, texts } from '../texts/console.ts';
import { newExportRoute } from './jobs.route.ts';
import { jobsTexts } from './texts/texts.ts';
import '../style/columns.css';
import '../style/jobs.css';

const exports = api(exportRoutes);
const feedback = api(feedbackRoutes);

const needs = {
  feedback: 'feedback:read',
  surveys: 'surveys:read',
  customers: 'customers:read',
  metrics: 'metrics:read',
  audit: 'audit:read',
} as const satisfies Record<string, Permission>;
type Resource = keyof typeof needs;
const formats = ['csv', 'xlsx', 'ndjson', 'parquet'] as const;
const flags: readonly string[] = ['excluded', 'hasText', 'followUp'];

/** What is exported, of which days and feedback, and how it is written. All but the last stands in the address. */
export function NewExport() {
  const j = jobsTexts();
  const search = newExportRoute.useSearch();
  const navigate = useNavigate();
  const resources = (Object.keys(needs) as Resource[]).filter((name) => may(needs[name]));
  const resource = oneOf(search.resource, resources) ?? resources[0] ?? 'feedback';
  const [format, setFormat] = useState<ExportFormat>('csv');
  const [grain, setGrain] = useState<'day' | 'month'>('day');
  const [inZone, setInZone] = useState(false);
  const [unmasked, setUnmasked] = useState(false);
  const start = useChange(exports.start, 'job');
  const isTable = format === 'csv' || format === 'xlsx';
  const filter = filterOf(search, resource);
  const set = (change: Record<string, string | undefined>): void => {
    start.reset();
    void navigate({
      to: '/exports/new',
      search: textsIn({ ...search, ...change }, ['resource', ...filters]),
      replace: true,
    });
  };
  const faults = start.error instanceof ApiError && start.error.problem.errors;
  const body: CreateExport = {
    filter: filter as CreateExport['filter'],
    format,
    ...(resource === 'metrics' && { grain }),
    ...(isTable && inZone && { zone: me().timeZone }),
    ...(unmasked && { mask: false }),
  };
  const idempotencyKey = useKeyFor({ resource, body });
  return (
    <Page title={j.exportTitle} about={j.exportAbout}>
      <Panel title={j.which} aside={resource === 'feedback' && <Matching filter={filter} />}>
        <div className="columns">
          <Pick
            label={j.resource}
            value={resource}
            choices={resources.map((value) => ({ value, name: j.resources[value] ?? value }))}
            onChange={(value) => set({ resource: value })}
          />
          <TextInput label={j.from} type="date" value={search.from ?? ''} onChange={(from) => set({ from })} />
          <TextInput label={j.to} type="date" value={search.to ?? ''} onChange={(to) => set({ to })} />
          {resource === 'metrics' && (
            <Pick
              label={j.grain}
              value={grain}
              choices={(['day', 'month'] as const).map((value) => ({ value, name: j.grains[value] ?? value }))}
              onChange={setGrain}
            />
          )}
          {resource === 'feedback' && <FeedbackFilters search={search} onChange={set} />}
        </div>
      </Panel>
      <Panel title={j.format}>
        <div className="columns">
          <Pick
            label={j.format}
            value={format}
            choices={formats.map((value) => ({ value, name: j.formats[value] ?? value }))}
            onChange={setFormat}
          />
        </div>
        {isTable && <Check label={j.inZone(me().timeZone)} checked={inZone} onChange={setInZone} />}
        {may('privacy:write') && resource !== 'metrics' && (
          <Check label={j.unmask} checked={unmasked} onChange={setUnmasked} />
        )}
        {start.error && <Problem error={start.error} />}
        {Array.isArray(faults) && (
          <ul className="field-error">
            {faults.map((fault) => {
              const { pointer = '', detail } = fault as { pointer?: string; detail: string };
              return (
                <li key={pointer + detail}>
                  <bdi lang="en">
                    {pointer.replace('#/', '')} {detail}
                  </bdi>
                </li>
              );
            })}
          </ul>
        )}
        <div>
          <Button
            look="main"
            disabled={start.isPending}
            onClick={() =>
              start.mutate(
                { params: { export: resource }, body, idempotencyKey },
                {
                  onSuccess: ({ jobId }) => {
                    watchJob(jobId);
                    void navigate({ to: '/jobs', search: { open: jobId } });
                  },
                },
              )
            }
          >
            {j.startExport}
          </Button>
        </div>
      </Panel>
    </Page>
  );
}

type Search = Partial<Record<(typeof filters)[number], string>>;

/** What of the address is a filter, as JSON writes it: of feedback all, of everything else only days. */
function filterOf(search: Search, resource: Resource): Record<string, unknown> {
  const names = resource === 'feedback' ? filters : (['from', 'to'] as const);
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = search[name];
      if (value === undefined) return [];
      return [[name, flags.includes(name) && (value === 'true' || value === 'false') ? value === 'true' : value]];
    }),
  );
}

function Matching({ filter }: { filter: Record<string, unknown> }) {
  const { data } = useRead(feedback.count, { query: filter as FeedbackSearch } as never);
  return (
    <span className="muted" role="status">
      {data && jobsTexts().matching(`${formatCount(spoken(), data.count)}${data.atLeast ? '+' : ''}`)}
    </span>
  );
}

/** The filters that are chosen most; any other that came along is shown, and can be taken away. */
function FeedbackFilters({ search, onChange }: { search: Search; onChange: (change: Search) => void }) {
  const f = feedbackTexts();
  const t = texts();
  const offered = { source: f.sources, type: f.types, sentiment: f.sentiments, urgency: f.urgencies };
  const others = filters.filter(
    (name) => search[name] !== undefined && !(name in offered) && name !== 'from' && name !== 'to',
  );
  return (
    <>
      {(Object.keys(offered) as (keyof typeof offered)[]).map((name) => (
        <Pick
          key={name}
          label={f[name]}
          value={search[name] ?? ''}
          choices={[{ value: '', name: t.all }, ...choicesOf(offered[name])]}
          onChange={(value) => onChange({ [name]: value })}
        />
      ))}
      {others.map((name) => (
        <Button
          key={name}
          small
          aria-label={`${t.remove}: ${search[name]}`}
          onClick={() => onChange({ [name]: undefined })}
        >
          <bdi>{search[name]}</bdi> ✕
        </Button>
      ))}
    </>
  );
}
