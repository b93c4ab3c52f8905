import { useState } from 'react';
import { ApiError } from '../../../shared/http/client.ts';
import type { CreateReport } from '../../../shared/report/report.schema.ts';
import { reportPreviewRoutes } from '../../../shared/report-run/preview.routes.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { MailFrame } from '../kit/mail-frame.tsx';
import { useSettled } from '../kit/settled.ts';
import { Empty, Problem, Skeleton } from '../kit/states.tsx';
import { readyOf } from './body.ts';
import { faultsOf } from './faults.ts';
import { FaultList } from './fault-list.tsx';
import { reportsTexts } from './texts/texts.ts';

const previews = api(reportPreviewRoutes);
const PHONE = 360;
const WIDE = 664;
const TYPING_MS = 500;

/** The report as it would be sent now, with real numbers, while it is being made. */
export function Preview({ body }: { body: CreateReport }) {
  const r = reportsTexts();
  const [phone, setPhone] = useState(false);
  const { sections, title } = body;
  const wanted = useSettled(JSON.stringify(shownOf(readyOf(body))), TYPING_MS);
  const read = useRead(
    previews.preview,
    { body: { report: JSON.parse(wanted) as CreateReport, format: 'html' } },
    { enabled: sections.length > 0 },
  );
  const { data, error } = read;
  const faults = error instanceof ApiError && error.status === 400 ? faultsOf(error) : [];
  return (
    <section className="panel builder-page" aria-labelledby="builder-page">
      <div className="panel-head">
        <h2 id="builder-page">{r.page}</h2>
        <div className="actions">
          <Button small aria-pressed={!phone} onClick={() => setPhone(false)}>
            {r.pageWide}
          </Button>
          <Button small aria-pressed={phone} onClick={() => setPhone(true)}>
            {r.pagePhone}
          </Button>
        </div>
      </div>
      {sections.length === 0 ? (
        <Empty>{r.pageEmpty}</Empty>
      ) : (
        <>
          {faults.length > 0 ? (
            <FaultList faults={faults} sections={sections} />
          ) : (
            error && <Problem error={error} again={() => void read.refetch()} />
          )}
          {data ? (
            <div
              className={read.isPlaceholderData || error ? 'mail-room refreshing' : 'mail-room'}
              aria-busy={read.isFetching}
            >
              {error && <p className="note">{r.pageOld}</p>}
              <MailFrame html={data.content} title={`${r.page}: ${title}`} width={phone ? PHONE : WIDE} />
            </div>
          ) : (
            !error && <Skeleton height={520} />
          )}
        </>
      )}
    </section>
  );
}

/** What decides how it looks; who gets it and when does not. */
const shownOf = ({ title, language, paper, period, compare, filters, sections, burst }: CreateReport) => ({
  title: title || '…',
  language,
  paper,
  period,
  compare,
  filters,
  sections,
  burst,
  status: 'draft' as const,
});
