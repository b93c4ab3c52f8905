import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { customerRoutes } from '../../../shared/customer/customer.routes.ts';
import type { Customer } from '../../../shared/customer/customer.schema.ts';
import { mergeRoutes } from '../../../shared/merge/merge.routes.ts';
import type { MergeCustomers, MergePreview, MergeStarted } from '../../../shared/merge/merge.schema.ts';
import { ApiError } from '../../../shared/http/client.ts';
import { api } from '../api/client.ts';
import { afterwards, useChange, useRead } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { Confirm } from '../kit/confirm.tsx';
import { Check, Pick } from '../kit/fields.tsx';
import { Page, Panel } from '../kit/page.tsx';
import { Loaded, Problem } from '../kit/states.tsx';
import { Moved } from './parts.tsx';
import { mergeRoute } from './duplicates.route.ts';
import { MergeTable } from './merge-table.tsx';
import { duplicateTexts } from './texts/texts.ts';

const customers = api(customerRoutes);
const merges = api(mergeRoutes);
type Choice = NonNullable<MergeCustomers['choose']>;
type Id = Customer['customerId'];

/** Customers side by side, and what they would be as one: nothing is changed until it is asked for. */
export function MergePage() {
  const d = duplicateTexts();
  const { customerId } = mergeRoute.useParams();
  const { with: others = '' } = mergeRoute.useSearch();
  const ids = [customerId, ...others.split(',').filter(Boolean)];
  return (
    <Page title={d.mergeTitle} about={<Link to="/duplicates">{d.title}</Link>}>
      {ids.length < 2 ? <p className="muted">{d.nobodyElse}</p> : <Merge key={ids.join()} ids={ids} />}
    </Page>
  );
}

/** The customers of a merge, who stays first. */
function useCustomers(ids: readonly string[]) {
  const [first = '', second = '', third, fourth] = ids;
  const reads = [
    useRead(customers.get, { params: { customerId: first } }),
    useRead(customers.get, { params: { customerId: second } }),
    useRead(customers.get, { params: { customerId: third ?? '' } }, { enabled: third !== undefined }),
    useRead(customers.get, { params: { customerId: fourth ?? '' } }, { enabled: fourth !== undefined }),
  ].slice(0, ids.length);
  const known = reads.flatMap(({ data }) => data ?? []);
  return {
    data: known.length === ids.length ? known : undefined,
    error: reads.find(({ error }) => error)?.error,
    isPlaceholderData: reads.some((read) => read.isPlaceholderData),
    refetch: () => reads.map((read) => read.refetch()),
  };
}

function Merge({ ids }: { ids: readonly string[] }) {
  const d = duplicateTexts();
  const navigate = useNavigate();
  const read = useCustomers(ids);
  const [choose, setChoose] = useState<Choice>({});
  const [force, setForce] = useState(false);
  const [asks, setAsks] = useState(false);
  const [survivorId = '', ...others] = ids;
  const params = { customerId: survivorId };
  const body = { customerIds: others as Id[], choose, force };
  const merge = useChange(merges.merge, 'customer', 'customer-view', 'duplicate', 'feedback');
  // Once they are one, there is nothing left to preview.
  const isDecided = merge.isPending || merge.isSuccess;
  const preview = useRead(merges.merge, { params, body: { ...body, dryRun: true } }, { enabled: !isDecided });
  const stays = (id: string): void =>
    void navigate({
      to: '/customers/$customerId/merge',
      params: { customerId: id },
      search: { with: ids.filter((one) => one !== id).join(',') },
      replace: true,
    });
  const shown = preview.data as MergePreview | undefined;
  return (
    <Loaded read={read} height={420}>
      {(of) => (
        <div className="stack">
          <Panel title={d.mergeOf} about={d.mergeHelp}>
            <Pick
              label={d.stays}
              help={d.staysHelp}
              value={survivorId}
              choices={of.map((one) => ({ value: one.customerId, name: one.displayName }))}
              onChange={stays}
            />
            <MergeTable
              customers={of}
              preview={shown?.customer}
              choose={choose}
              onChoose={(field, id) => setChoose({ ...choose, [field]: id })}
            />
            {shown && <Moved moved={shown.moved} title={d.wouldMove} />}
            {preview.error && <Problem error={preview.error} again={() => void preview.refetch()} />}
            {(force || isConflict(preview.error)) && <Check label={d.force} checked={force} onChange={setForce} />}
            <div className="actions">
              <Button
                look="main"
                disabled={shown === undefined || preview.error !== null}
                onClick={() => setAsks(true)}
              >
                {d.merge}
              </Button>
            </div>
          </Panel>
          {asks && (
            <Confirm
              title={d.mergeOf}
              action={d.merge}
              look="main"
              pending={merge.isPending}
              error={merge.error}
              onConfirm={() =>
                afterwards(
                  merge.mutateAsync({ params, body: { ...body, dryRun: false } }),
                  (done) =>
                    void navigate({ to: '/merges/$mergeId', params: { mergeId: (done as MergeStarted).mergeId } }),
                )
              }
              onClose={() => setAsks(false)}
            >
              {d.mergeSure}
            </Confirm>
          )}
        </div>
      )}
    </Loaded>
  );
}

/** Refused because the two are most often not one; whoever knows better may insist. */
const isConflict = (error: unknown): boolean => error instanceof ApiError && error.status === 409;
