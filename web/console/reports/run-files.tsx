import { useMutation } from '@tanstack/react-query';
import type { ShownRun } from '../../../shared/report-run/run.schema.ts';
import { fileAt } from '../api/client.ts';
import { Button } from '../kit/button.tsx';
import { bytes } from '../kit/bytes.ts';
import { Icon } from '../kit/icon.tsx';
import { Panel } from '../kit/page.tsx';
import { Empty, Problem } from '../kit/states.tsx';
import { saveFile } from '../kit/save-file.ts';
import { texts } from '../texts/console.ts';
import { reportsTexts } from './texts/texts.ts';

type File = ShownRun['files'][number];

/** Files that went with the mail, as they were printed. */
export function RunFiles({ run: { reportId, runId, files } }: { run: ShownRun }) {
  const r = reportsTexts();
  const fetched = useMutation({
    mutationFn: async ({ format, name }: File) =>
      saveFile(await fileAt(`/api/crm/reports/${reportId}/runs/${runId}/files/${format}`), name),
  });
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
                onClick={() => fetched.mutate(file)}
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
