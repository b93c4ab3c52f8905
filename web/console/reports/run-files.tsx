import type { ShownRun } from '../../../shared/report-run/run.schema.ts';
import { Button } from '../kit/button.tsx';
import { bytes } from '../kit/bytes.ts';
import { useDownload } from '../kit/download.ts';
import { Icon } from '../kit/icon.tsx';
import { Panel } from '../kit/page.tsx';
import { Empty, Problem } from '../kit/states.tsx';
import { texts } from '../texts/console.ts';
import { reportsTexts } from './texts/texts.ts';

/** Files that went with the mail, as they were printed. */
export function RunFiles({ run: { reportId, runId, files } }: { run: ShownRun }) {
  const r = reportsTexts();
  const fetched = useDownload();
  const pathOf = (format: string): string => `/api/crm/reports/${reportId}/runs/${runId}/files/${format}`;
  return (
    <Panel title={r.files} span={4}>
      {files.length === 0 ? (
        <Empty>{texts().none}</Empty>
      ) : (
        <ul className="lines">
          {files.map((file) => (
            <li key={file.format} className="file">
              <Button
                small
                disabled={fetched.isPending}
                aria-label={r.download(r.formats[file.format] ?? file.format)}
                onClick={() => fetched.mutate({ path: pathOf(file.format), name: file.name })}
              >
                <Icon name="download" />
                {r.formats[file.format]}
              </Button>
              <span className="note">
                {bytes(file.bytes)}
                {file.pages !== undefined && ` · ${r.pages(file.pages)}`}
              </span>
            </li>
          ))}
        </ul>
      )}
      {fetched.error && <Problem error={fetched.error} />}
    </Panel>
  );
}
