import { ApiError } from '../../../shared/http/client.ts';
import { importRoutes } from '../../../shared/import/import.routes.ts';
import type { CreateImport, ImportPreview, PresetName } from '../../../shared/import/import.schema.ts';
import { api } from '../api/client.ts';
import { useChange, useRead } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { useDraft } from '../kit/draft.ts';
import { Check, choicesOf, Pick } from '../kit/fields.tsx';
import { useKeyFor } from '../kit/key-for.ts';
import { timeZones } from '../kit/names.ts';
import { Panel } from '../kit/page.tsx';
import { useSettled } from '../kit/settled.ts';
import { Loaded, Problem } from '../kit/states.tsx';
import { watchJob } from '../kit/watched-jobs.ts';
import { me } from '../session/me.ts';
import { ColumnTable } from './column-table.tsx';
import { ImportRows } from './import-rows.tsx';
import { mappingOf, type Said, suggestedFor } from './mapping.ts';
import { jobsTexts } from './texts/texts.ts';

const imports = api(importRoutes);
const TYPING_MS = 500;

/** What a person has said of a file. */
type Told = {
  preset?: PresetName;
  said?: Record<string, Said>;
  zone: string;
  dateOrder: '' | 'dmy' | 'mdy';
  announce: boolean;
};
type Resource = CreateImport['resource'];
type Props = { uploadId: string; resource: Resource; onStarted: (jobId: string) => void; onOther: () => void };

/** Where files of a kind of record may come from. */
const presetsOf: Readonly<Record<Resource, readonly PresetName[]>> = {
  feedback: ['csv', 'ndjson', 'heed', 'delighted', 'qualtrics', 'surveymonkey', 'typeform', 'zendesk'],
  customers: ['csv', 'ndjson', 'heed', 'hubspot', 'salesforce'],
};

/** What the columns of a file become, beside its first rows as they would be stored. */
export function ImportColumns({ uploadId, resource, onStarted, onOther }: Props) {
  const j = jobsTexts();
  const [told, setTold, draft] = useDraft<Told>(`import.${uploadId}`, {
    zone: me().timeZone,
    dateOrder: '',
    announce: false,
  });
  const { preset, zone, dateOrder } = told;
  const options = { resource, ...(preset && { preset }), zone, ...(dateOrder && { dateOrder }) };
  // The columns as they are; what they become is asked for beside it.
  const read = useRead(imports.preview, { body: { uploadId, ...options } });
  const start = useChange(imports.start, 'job');
  const columns = read.data?.columns ?? [];
  const said = told.said ?? Object.fromEntries(columns.map((column) => [column.header, suggestedFor(column)]));
  const mapping = mappingOf(columns, said);
  const set = (change: Partial<Told>): void => {
    setTold({ ...told, ...change });
    start.reset();
  };
  const found = read.data?.preset;
  const body = {
    uploadId,
    resource,
    preset: preset ?? found ?? 'csv',
    mapping,
    zone,
    ...(dateOrder && { dateOrder }),
    announce: told.announce,
    dryRun: true,
  };
  const idempotencyKey = useKeyFor(body);
  return (
    <>
      <Panel
        title={j.steps.columns}
        aside={
          <Button small onClick={onOther}>
            {j.otherFile}
          </Button>
        }
      >
        <Loaded read={read} height={320}>
          {(data) => (
            <div className="stack">
              <div className="columns">
                <Pick
                  label={j.preset}
                  value={preset ?? data.preset}
                  choices={presetsOf[resource].map((value) => ({ value, name: j.presets[value] ?? value }))}
                  onChange={(chosen) => {
                    const { said: _, ...rest } = told;
                    setTold({ ...rest, preset: chosen });
                  }}
                />
                <Pick
                  label={j.zone}
                  value={zone}
                  choices={[...new Set([zone, me().timeZone, ...timeZones()])].map((value) => ({ value, name: value }))}
                  onChange={(chosen) => set({ zone: chosen })}
                />
                <Pick
                  label={j.dateOrder}
                  value={dateOrder}
                  choices={choicesOf<Told['dateOrder']>(j.dateOrders)}
                  onChange={(chosen) => set({ dateOrder: chosen })}
                />
              </div>
              {data.warnings.map((warning) => (
                <p key={warning} className="banner warn">
                  <bdi lang="en">{warning}</bdi>
                </p>
              ))}
              <ColumnTable
                columns={data.columns}
                targets={resource === 'customers' ? j.customerTargets : j.targets}
                said={said}
                onChange={(header, next) => set({ said: { ...said, [header]: next } })}
              />
            </div>
          )}
        </Loaded>
      </Panel>
      {read.data && <Stored uploadId={uploadId} options={options} mapping={mapping} />}
      <Panel title={j.steps.check}>
        <Check label={j.announce} checked={told.announce} onChange={(announce) => set({ announce })} />
        {start.error && <Problem error={start.error} />}
        <Faults error={start.error} />
        <div>
          <Button
            look="main"
            disabled={start.isPending || found === undefined}
            onClick={() =>
              start.mutate(
                { body, idempotencyKey },
                {
                  onSuccess: ({ jobId }) => {
                    draft.forget();
                    watchJob(jobId);
                    onStarted(jobId);
                  },
                },
              )
            }
          >
            {j.check}
          </Button>
        </div>
      </Panel>
    </>
  );
}

type Options = { resource: Resource; preset?: PresetName; zone: string; dateOrder?: 'dmy' | 'mdy' };

/** The first rows with what was said of the columns, read again when that has settled. */
function Stored({
  uploadId,
  options,
  mapping,
}: {
  uploadId: string;
  options: Options;
  mapping: CreateImport['mapping'];
}) {
  const j = jobsTexts();
  const wanted = useSettled(JSON.stringify({ uploadId, ...options, mapping }), TYPING_MS);
  const read = useRead(imports.preview, { body: JSON.parse(wanted) as { uploadId: string } });
  return (
    <Panel title={j.preview}>
      <Faults error={read.error} />
      <Loaded read={read} height={240}>
        {(data: ImportPreview) => <ImportRows preview={data} resource={options.resource} />}
      </Loaded>
    </Panel>
  );
}

/** What is wrong with what was said, as the API tells it. */
function Faults({ error }: { error: unknown }) {
  if (!(error instanceof ApiError) || error.status !== 400) return null;
  return (
    <ul className="field-error">
      {(error.problem.errors ?? []).map((fault) => {
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
  );
}
