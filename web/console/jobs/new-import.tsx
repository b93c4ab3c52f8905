import { useNavigate } from '@tanstack/react-router';
import { Page, Panel } from '../kit/page.tsx';
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
  const { upload, job } = newImportRoute.useSearch();
  const navigate = useNavigate();
  const go = (search: { upload?: string; job?: string }): void => void navigate({ to: '/imports/new', search });
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
          onStarted={(jobId) => go({ job: jobId })}
          onOther={() => go({})}
        />
      ) : (
        <SendFile onSent={(uploadId) => go({ upload: uploadId })} />
      )}
    </Page>
  );
}
