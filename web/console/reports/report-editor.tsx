import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiError } from '../../../shared/http/client.ts';
import { reportRoutes } from '../../../shared/report/report.routes.ts';
import type { CreateReport, Report, ReportDetail } from '../../../shared/report/report.schema.ts';
import { api } from '../api/client.ts';
import { useChange } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { useDraft } from '../kit/draft.ts';
import { Page } from '../kit/page.tsx';
import { Problem } from '../kit/states.tsx';
import { toast } from '../kit/toast.tsx';
import { exact } from '../kit/when.tsx';
import { bodyOf, type BodyField, isSame, mergeBodies, readyOf, takeFrom } from './body.ts';
import { Builder } from './builder.tsx';
import { faultsOf } from './faults.ts';
import { ReportConflict } from './report-conflict.tsx';
import { ReportMenu } from './report-menu.tsx';
import { SendTest } from './send-test.tsx';
import { reportsTexts } from './texts/texts.ts';

const reports = api(reportRoutes);

type Props =
  | { report: ReportDetail; begin?: never; from?: never }
  | { report?: never; begin: CreateReport; from: string };
/** What is being written, and what it was begun from. */
type Draft = { body: CreateReport; base: CreateReport; version: number };
type Meeting = { merged: CreateReport; theirs: CreateReport; clash: BodyField[]; version: number };

/** Writes a report and saves it. What was written outlives a reload; a change by somebody else is merged. */
export function ReportEditor({ report, begin, from }: Props) {
  const r = reportsTexts();
  const navigate = useNavigate();
  const stored = report ? bodyOf(report) : begin;
  const [{ body, base, version }, setDraft, draft] = useDraft<Draft>(`report.${report?.reportId ?? from}`, {
    body: stored,
    base: stored,
    version: report?.version ?? 0,
  });
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const [found, setFound] = useState(draft.found);
  const [meeting, setMeeting] = useState<Meeting>();
  const create = useChange(reports.create);
  const put = useChange(reports.put);
  const error = create.error ?? put.error;
  const faults = error instanceof ApiError && error.status === 400 ? faultsOf(error) : [];
  const dirty = report === undefined || !isSame(body, base);

  const saved = (after: Report): void => {
    const now = bodyOf(after);
    setDraft({ body: now, base: now, version: after.version });
    draft.forget();
    setFound(false);
    if (after.status === 'draft') toast(r.savedDraft);
    else toast(after.nextAt ? r.savedNext(exact(after.nextAt)) : r.saved);
  };
  const save = (wanted: CreateReport, ifMatch: number): void => {
    create.reset();
    put.reset();
    const ready = readyOf(wanted);
    if (report === undefined) {
      create.mutate(
        { body: ready, idempotencyKey },
        {
          onSuccess: (after) => {
            saved(after);
            void navigate({ to: '/reports/$reportId', params: { reportId: after.reportId }, replace: true });
          },
        },
      );
      return;
    }
    put.mutate(
      { params: { reportId: report.reportId }, body: ready, ifMatch },
      {
        onSuccess: saved,
        onError: (refused) => {
          if (refused instanceof ApiError && refused.status === 412) void meet(report.reportId, wanted);
        },
      },
    );
  };
  const meet = async (reportId: string, mine: CreateReport): Promise<void> => {
    const now = await reports.get({ params: { reportId } });
    const theirs = bodyOf(now);
    const { merged, clash } = mergeBodies(base, mine, theirs);
    setDraft({ body: merged, base: theirs, version: now.version });
    if (clash.length === 0) save(merged, now.version);
    else setMeeting({ merged, theirs, clash, version: now.version });
  };
  const busy = create.isPending || put.isPending;
  const asDraft = body.status === 'draft';
  // At the beginning for who changes a block, at the end for who goes through it all.
  const buttons = (
    <div className="actions">
      {report && <ReportMenu report={report} away={() => void navigate({ to: '/reports' })} />}
      {report && <SendTest reportId={report.reportId} dirty={dirty} />}
      {asDraft ? (
        <>
          <Button disabled={busy || !dirty} onClick={() => save(body, version)}>
            {r.saveDraft}
          </Button>
          <Button look="main" disabled={busy} onClick={() => save({ ...body, status: 'active' }, version)}>
            {body.schedule ? r.saveAndSend : r.save}
          </Button>
        </>
      ) : (
        <Button look="main" disabled={busy || !dirty} onClick={() => save(body, version)}>
          {r.save}
        </Button>
      )}
    </div>
  );
  return (
    <Page title={body.title || r.newTitle} about={report ? r.statuses[report.status] : r.unsaved} aside={buttons}>
      {found && (
        <p className="banner">
          {r.draftKept}
          <Button
            small
            onClick={() => {
              setDraft({ body: stored, base: stored, version: report?.version ?? 0 });
              draft.forget();
              setFound(false);
            }}
          >
            {r.discard}
          </Button>
        </p>
      )}
      <Builder
        body={body}
        outside={report?.outsideAddresses}
        faults={faults}
        onChange={(next) => setDraft({ body: next, base, version })}
      />
      {error && faults.length === 0 && !(error instanceof ApiError && error.status === 412) && (
        <Problem error={error} />
      )}
      {buttons}
      {meeting && (
        <ReportConflict
          clash={meeting.clash}
          onClose={() => setMeeting(undefined)}
          onChosen={(whose) => {
            const chosen = whose === 'mine' ? meeting.merged : takeFrom(meeting.merged, meeting.theirs, meeting.clash);
            setMeeting(undefined);
            setDraft({ body: chosen, base: meeting.theirs, version: meeting.version });
            save(chosen, meeting.version);
          }}
        />
      )}
    </Page>
  );
}
