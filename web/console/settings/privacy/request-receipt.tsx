import { privacyRoutes } from '../../../../shared/privacy/privacy.routes.ts';
import { formatCount } from '../../../chart/format.ts';
import { api } from '../../api/client.ts';
import { useRead } from '../../api/use.ts';
import { bytes } from '../../kit/bytes.ts';
import { Icon } from '../../kit/icon.tsx';
import { Panel } from '../../kit/page.tsx';
import { Loaded } from '../../kit/states.tsx';
import { exact, When } from '../../kit/when.tsx';
import { spoken } from '../../texts/console.ts';
import { privacyTexts } from './texts/texts.ts';

const privacy = api(privacyRoutes);
/** Links to files are good for ten minutes. */
const FRESH_MS = 480_000;

/** What a completed request has come to: records by kind, and files that the person is to be given. */
export function RequestReceipt({ requestId }: { requestId: string }) {
  const p = privacyTexts();
  const read = useRead(privacy.receipt, { params: { requestId } }, { refetchInterval: FRESH_MS });
  return (
    <Panel title={p.receipt} about={p.receiptAbout}>
      <Loaded read={read} height={120}>
        {({ counts, files, completedAt, filesUntil }) => (
          <div className="stack">
            <dl className="facts">
              <dt>{p.completedAt}</dt>
              <dd>
                <When at={completedAt} />
              </dd>
              {Object.entries(counts)
                .filter(([, n]) => n > 0)
                .map(([kind, n]) => (
                  <div className="fact" key={kind}>
                    <dt>{p.kinds[kind] ?? kind}</dt>
                    <dd>{formatCount(spoken(), n)}</dd>
                  </div>
                ))}
            </dl>
            {files.length > 0 && (
              <ul className="lines">
                {files.map(({ name, url, bytes: size }) => (
                  <li key={name} className="file">
                    {url ? (
                      <a className="button small" href={url} download={name}>
                        <Icon name="download" />
                        <bdi>{name}</bdi>
                      </a>
                    ) : (
                      <bdi>{name}</bdi>
                    )}
                    <span className="note">{url ? bytes(size) : p.fileGone}</span>
                  </li>
                ))}
              </ul>
            )}
            {filesUntil && (
              <p className="note">
                {p.filesUntil} {exact(filesUntil)}
              </p>
            )}
          </div>
        )}
      </Loaded>
    </Panel>
  );
}
