import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { mergeRoutes } from '../../../shared/merge/merge.routes.ts';
import type { MergeReceipt } from '../../../shared/merge/merge.schema.ts';
import { api } from '../api/client.ts';
import { afterwards, useChange, useRead } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { Confirm } from '../kit/confirm.tsx';
import { Facts } from '../kit/facts.tsx';
import { Page, Panel } from '../kit/page.tsx';
import { Loaded } from '../kit/states.tsx';
import { When } from '../kit/when.tsx';
import { Moved } from './parts.tsx';
import { receiptRoute } from './duplicates.route.ts';
import { duplicateTexts } from './texts/texts.ts';

const merges = api(mergeRoutes);
const POLL_MS = 1_500;
const isMoving = ({ status }: Pick<MergeReceipt, 'status'>): boolean => status === 'running' || status === 'undoing';

/** A merge that was made: who became whom, what went along, and until when it can be undone. */
export function ReceiptPage() {
  const d = duplicateTexts();
  const { mergeId } = receiptRoute.useParams();
  const read = useRead(
    merges.get,
    { params: { mergeId } },
    { again: (last) => last !== undefined && isMoving(last) && POLL_MS },
  );
  return (
    <Page
      title={d.receipt}
      about={<Link to="/duplicates">{d.title}</Link>}
      aside={read.data && canUndo(read.data) && <Undo receipt={read.data} />}
    >
      <Loaded read={read} height={320}>
        {(receipt) => <Receipt receipt={receipt} />}
      </Loaded>
    </Page>
  );
}

const canUndo = ({ status, undoUntil }: MergeReceipt): boolean =>
  (status === 'done' || status === 'running') && Date.parse(undoUntil) > Date.now();

function Receipt({ receipt }: { receipt: MergeReceipt }) {
  const d = duplicateTexts();
  const { status, survivorId, mergedIds, before, moved, undoUntil, kept = [], left = [] } = receipt;
  const nameOf = (id: string): string => before.find(({ customerId }) => customerId === id)?.displayName ?? id;
  return (
    <Panel>
      <Facts
        facts={[
          [
            d.status,
            <span key="status" className="tag">
              {d.statuses[status]}
            </span>,
          ],
          [
            d.survivor,
            <Link key="survivor" to="/customers/$customerId" params={{ customerId: survivorId }}>
              <bdi>{nameOf(survivorId)}</bdi>
            </Link>,
          ],
          [d.mergedIn, <bdi key="merged">{mergedIds.map(nameOf).join(', ')}</bdi>],
          [d.undoUntil, canUndo(receipt) && <When key="until" at={undoUntil} />],
          [d.kept, kept.map((field) => d.fields[field] ?? field).join(', ')],
          [d.left, left.map(({ kind, ids }) => `${d.kinds[kind] ?? kind}: ${ids.length}`).join(', ')],
        ]}
      />
      <Moved moved={moved} title={d.moved} />
    </Panel>
  );
}

function Undo({ receipt: { mergeId } }: { receipt: MergeReceipt }) {
  const d = duplicateTexts();
  const [asks, setAsks] = useState(false);
  const undo = useChange(merges.undo, 'customer', 'customer-view', 'duplicate', 'feedback');
  return (
    <>
      <Button onClick={() => setAsks(true)}>{d.undo}</Button>
      {asks && (
        <Confirm
          title={d.undo}
          action={d.undo}
          look="main"
          pending={undo.isPending}
          error={undo.error}
          onConfirm={() => afterwards(undo.mutateAsync({ params: { mergeId }, body: {} }), () => setAsks(false))}
          onClose={() => setAsks(false)}
        >
          {d.undoSure}
        </Confirm>
      )}
    </>
  );
}
