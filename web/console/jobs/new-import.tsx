import { useNavigate } from '@tanstack/react-router';
import { Pick } from '../kit/fields.tsx';
import { Page, Panel } from '../kit/page.tsx';
import { oneOf } from '../search.ts';
import { may } from '../session/me.ts';
import { ImportColumns } from './import-columns.tsx';
import { JobDetail } from './job-detail.tsx';
import { newImportRoute } from './jobs.route.ts';
import { jobsTexts } from './texts/texts.ts';
import { SendFile } from './send-file.tsx';
import '../style/columns.css';
import '../style/jobs.css';

/** A file, its columns, what would be written, and then the writing of it: each step has an address. */
export function NewImport() {
  const j = jobsTexts();
  const { upload, job, ...search } = newImportRoute.useSearch();
  const resources = (['feedback', 'customers'] as const).filter(
    (name) => name === 'feedback' || may('customers:write'),
  );
  const resource = oneOf(search.resource, resources) ?? 'feedback';
  const navigate = useNavigate();
  const go = (next: { upload?: string; job?: string; resource?: string }): void =>
    void navigate({ to: '/imports/new', search: { resource, ...next } });
  const at = job !== undefined ? 'check' : upload !== undefined ? 'columns' : 'file';
  return (
    <Page title={j.importTitle} about={j.importAbout}>
      <ol className="steps">
        {(['file', 'columns', 'check'] as const).map((step) => (
          <li key={step} aria-current={step === at ? 'step' : undefined}>
            {j.steps[step]}
          </li>
        ))}
      </ol>
      {job !== undefined ? (
        <Panel title={j.steps.check}>
          <JobDetail jobId={job} />
        </Panel>
      ) : upload !== undefined ? (
        <ImportColumns
          key={upload}
          uploadId={upload}
          resource={resource}
          onStarted={(jobId) => go({ job: jobId })}
          onOther={() => go({})}
        />
      ) : (
        <>
          {resources.length > 1 && (
            <Panel>
              <div className="columns">
                <Pick
                  label={j.importHolds}
                  value={resource}
                  choices={resources.map((value) => ({ value, name: j.resources[value] ?? value }))}
                  onChange={(chosen) => go({ resource: chosen })}
                />
              </div>
            </Panel>
          )}
          <SendFile onSent={(uploadId) => go({ upload: uploadId })} />
        </>
      )}
    </Page>
  );
}
