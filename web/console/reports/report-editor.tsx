import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiError } from '../../../shared/http/client.ts';
import { reportRoutes } from '../../../shared/report/report.routes.ts';
import type { CreateReport, Report, ReportDetail } from '../../../shared/report/report.schema.ts';
import { api } from '../api/client.ts';
import { isStale, useChange } from '../api/use.ts';
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
type Base = Pick<Draft, 'base' | 'version'>;
/** Somebody else was faster: what they have made of it is read, and where both have changed the same, one is asked. */
type Meeting = 'reading' | (Base & { merged: CreateReport; clash: BodyField[] });

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
  const [meeting, setMeeting] = useState<Meeting>();
  const [unread, setUnread] = useState<unknown>();
  const create = useChange(reports.create);
  const put = useChange(reports.put);
  const refused = create.error ?? put.error;
  // Said where nothing is done about it: while both are being put together, it is.
  const error = unread ?? (meeting !== undefined && isStale(refused) ? undefined : refused);
  const faults = error instanceof ApiError && error.status === 400 ? faultsOf(error) : [];
  const dirty = report === undefined || !isSame(body, base);

  const saved = (after: Report): void => {
    const now = bodyOf(after);
    setDraft({ body: now, base: now, version: after.version });
    draft.forget();
    if (after.status === 'draft') toast(r.savedDraft);
    else toast(after.nextAt ? r.savedNext(exact(after.nextAt)) : r.saved);
  };
  const save = (wanted: CreateReport, from: Base): void => {
    create.reset();
    put.reset();
    setUnread(undefined);
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
      { params: { reportId: report.reportId }, body: ready, ifMatch: from.version },
      {
        onSuccess: saved,
        onError: (stale) => {
          if (isStale(stale)) void meet(report.reportId, wanted, from);
        },
      },
    );
  };
  /** The draft goes on from theirs only when it is known what stays of both: who closes the question is asked again. */
  const meet = async (reportId: string, mine: CreateReport, from: Base): Promise<void> => {
    setMeeting('reading');
    try {
      const now = await reports.get({ params: { reportId } });
      const next = { base: bodyOf(now), version: now.version };
      const { merged, clash } = mergeBodies(from.base, mine, next.base);
      if (clash.length === 0) saveOnto(merged, next);
      else setMeeting({ merged, clash, ...next });
    } catch (failed) {
      setMeeting(undefined);
      setUnread(failed);
    }
  };
  const saveOnto = (chosen: CreateReport, next: Base): void => {
    setMeeting(undefined);
    setDraft({ body: chosen, ...next });
    save(chosen, next);
  };
  const busy = create.isPending || put.isPending || meeting === 'reading';
  const begun = { base, version };
  const asDraft = body.status === 'draft';
  // At the beginning for who changes a block, at the end for who goes through it all.
  const buttons = (
    <div className="actions">
      {report && <ReportMenu report={report} away={() => void navigate({ to: '/reports' })} />}
      {report && <SendTest reportId={report.reportId} dirty={dirty} />}
      {asDraft ? (
        <>
          <Button disabled={busy || !dirty} onClick={() => save(body, begun)}>
            {r.saveDraft}
          </Button>
          <Button look="main" disabled={busy} onClick={() => save({ ...body, status: 'active' }, begun)}>
            {body.schedule ? r.saveAndSend : r.save}
          </Button>
        </>
      ) : (
        <Button look="main" disabled={busy || !dirty} onClick={() => save(body, begun)}>
          {r.save}
        </Button>
      )}
    </div>
  );
  return (
    // Not as it is being typed: a new name takes the focus.
    <Page title={base.title || r.newTitle} about={report ? r.statuses[report.status] : r.unsaved} aside={buttons}>
      {draft.found && (
        <p className="banner">
          {r.draftKept}
          <Button
            small
            onClick={() => {
              setDraft({ body: stored, base: stored, version: report?.version ?? 0 });
              draft.forget();
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
      {error !== undefined && error !== null && faults.length === 0 && <Problem error={error} />}
      {buttons}
      {meeting !== undefined && meeting !== 'reading' && (
        <ReportConflict
          clash={meeting.clash}
          onClose={() => setMeeting(undefined)}
          onChosen={(whose) => {
            const { merged, clash, ...next } = meeting;
            saveOnto(whose === 'mine' ? merged : takeFrom(merged, next.base, clash), next);
          }}
        />
      )}
    </Page>
  );
}
