import { exportRoutes } from '../../../shared/export/export.routes.ts';
import type { ExportJob } from '../../../shared/export/export.schema.ts';
import { api } from '../api/client.ts';
import { useChange } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { bytes } from '../kit/bytes.ts';
import { Icon } from '../kit/icon.tsx';
import { Problem } from '../kit/states.tsx';
import { exact } from '../kit/when.tsx';
import { jobsTexts } from './texts/texts.ts';

const exports = api(exportRoutes);

/** What an export has made; each file is fetched by a link of its own, which the audit trail notes. */
export function ExportFiles({ job: { jobId, status, result } }: { job: ExportJob }) {
  const j = jobsTexts();
  const link = useChange(exports.link);
  if (status !== 'done' || result === undefined) return null;
  return (
    <div>
      <h3>{j.files}</h3>
      <ul className="lines">
        {result.files.map(({ name, rows, bytes: size }) => (
          <li key={name} className="file">
            <Button
              small
              disabled={link.isPending}
              aria-label={j.download(name)}
              onClick={() =>
                link.mutate(
                  { params: { export: jobId }, body: { file: name } },
                  // S3 says that it is to be saved, so this page stays where it is.
                  { onSuccess: ({ url }) => location.assign(url) },
                )
              }
            >
              <Icon name="download" />
              <bdi>{name}</bdi>
            </Button>
            <span className="note">
              {/* The list of the files has no rows. */}
              {name !== 'manifest.json' && `${j.rows(rows)} · `}
              {bytes(size)}
            </span>
          </li>
        ))}
      </ul>
      {link.error && <Problem error={link.error} />}
      <p className="note">{j.filesUntil(exact(result.expiresAt))}</p>
    </div>
  );
}
