import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { DataRequest } from '../../../../shared/privacy/data-request.schema.ts';
import { privacyRoutes } from '../../../../shared/privacy/privacy.routes.ts';
import { api } from '../../api/client.ts';
import { useRead } from '../../api/use.ts';
import { Button } from '../../kit/button.tsx';
import { Facts } from '../../kit/facts.tsx';
import { Page, Panel } from '../../kit/page.tsx';
import { Loaded } from '../../kit/states.tsx';
import { When } from '../../kit/when.tsx';
import { requestRoute } from '../settings.route.ts';
import { RequestReceipt } from './request-receipt.tsx';
import { RequestSteps } from './request-steps.tsx';
import { AnswerBy, hasEnded } from './requests.tsx';
import { type Step, StepDialog } from './step-dialog.tsx';
import { privacyTexts } from './texts/texts.ts';

const privacy = api(privacyRoutes);
/** While a job is at it. */
const POLL_MS = 2_000;

/** One request of a person: what is asked for, until when, what was done about it, and what it has come to. */
export function RequestPage() {
  const p = privacyTexts();
  const { requestId } = requestRoute.useParams();
  const read = useRead(
    privacy.get,
    { params: { requestId } },
    { again: (last) => last?.jobId !== undefined && !hasEnded(last) && POLL_MS },
  );
  const request = read.data;
  return (
    <Page
      title={request ? p.types[request.type] : p.requests}
      about={<Link to="/settings/privacy">{p.requests}</Link>}
      aside={request && <Acts key={request.requestId} request={request} />}
    >
      <Loaded read={read} height={420}>
        {(known) => (
          <div className="stack">
            {known.legalHold && (
              <p className="banner warn">
                {p.held} <bdi>{known.legalHold.reason}</bdi>
              </p>
            )}
            <Panel title={p.request}>
              <RequestFacts request={known} />
            </Panel>
            {known.status === 'completed' && <RequestReceipt requestId={known.requestId} />}
            <RequestSteps request={known} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function RequestFacts({ request }: { request: DataRequest }) {
  const p = privacyTexts();
  const { subject, status, identity, extended, rejected, note } = request;
  return (
    <Facts
      facts={[
        [p.person, <Subject key="person" subject={subject} />],
        [
          p.status,
          <span key="status" className="tag">
            {p.statuses[status]}
          </span>,
        ],
        [p.identity, identity.method ? p.methods[identity.method] : p.notVerified],
        [p.regime, p.regimes[request.regime]],
        [p.asked, <When key="asked" at={request.receivedAt} />],
        [p.answerBy, <AnswerBy key="due" request={request} />],
        [p.extended, extended && <bdi key="extended">{extended.reason}</bdi>],
        [p.rejected, rejected && <Rejected key="rejected" rejected={rejected} />],
        [
          p.note,
          note && (
            <bdi key="note" className="verbatim">
              {note}
            </bdi>
          ),
        ],
      ]}
    />
  );
}

/** Whom it is about; the address leads to what is known of it. */
const Subject = ({ subject: { email, phone, customerId } }: Pick<DataRequest, 'subject'>) => (
  <>
    {email && (
      <Link to="/settings/privacy" search={{ email }}>
        <bdi>{email}</bdi>
      </Link>
    )}{' '}
    {phone && <bdi dir="ltr">{phone}</bdi>}{' '}
    {customerId && (
      <Link to="/customers/$customerId" params={{ customerId }}>
        <bdi>{customerId}</bdi>
      </Link>
    )}
  </>
);

const Rejected = ({ rejected: { ground, note } }: { rejected: NonNullable<DataRequest['rejected']> }) => (
  <>
    {privacyTexts().grounds[ground]} {note && <bdi>{note}</bdi>}
  </>
);

/** What can be done about a request as it stands. */
export function stepsFor({ status, identity, extended, legalHold, type, jobId }: DataRequest): Step[] {
  if (status === 'completed' && type === 'restriction') return ['release'];
  if (hasEnded({ status })) return [];
  const isAtWork = status === 'in_progress' && jobId !== undefined;
  return [
    ...(identity.verified ? [] : (['verify'] as const)),
    ...(identity.verified && !(type === 'erasure' && legalHold) ? (['complete'] as const) : []),
    ...(extended ? [] : (['extend'] as const)),
    legalHold ? 'release' : 'hold',
    ...(isAtWork ? [] : (['reject'] as const)),
  ];
}

function Acts({ request }: { request: DataRequest }) {
  const p = privacyTexts();
  const [open, setOpen] = useState<Step>();
  return (
    <div className="filters">
      {stepsFor(request).map((step, index) => (
        <Button
          key={step}
          {...(index === 0 && { look: 'main' as const })}
          {...(step === 'reject' && { look: 'danger' as const })}
          onClick={() => setOpen(step)}
        >
          {p.steps[step]}
        </Button>
      ))}
      {open && <StepDialog step={open} request={request} onClose={() => setOpen(undefined)} />}
    </div>
  );
}
