import { Link } from '@tanstack/react-router';
import type { CustomerView } from '../../../shared/customer-view/customer-view.schema.ts';
import { CreateDialog } from '../activities/activity-dialogs.tsx';
import { Ends, Subject } from '../activities/parts.tsx';
import { activityTexts } from '../activities/texts/texts.ts';
import { Opener } from '../kit/opener.tsx';
import { Panel } from '../kit/page.tsx';
import { Person } from '../kit/people.tsx';
import { DataTable } from '../kit/table.tsx';
import { may } from '../session/me.ts';

type Props = { view: CustomerView; activities: NonNullable<CustomerView['activities']> };

/** What is still to be done with a customer. */
export function CustomerActivities({ view: { profile }, activities }: Props) {
  const a = activityTexts();
  const add = may('activities:write') && (
    <Opener label={a.create}>
      {(close) => <CreateDialog relatedTo={{ type: 'customer', id: profile.customerId }} onClose={close} />}
    </Opener>
  );
  return (
    <Panel title={a.toDo} about={<Link to="/activities">{a.title}</Link>} aside={add}>
      {activities.length === 0 ? (
        <p className="muted">{a.nothingPlanned}</p>
      ) : (
        <DataTable
          caption={`${a.toDo}: ${profile.displayName}`}
          rows={activities}
          keyOf={({ activityId }) => activityId}
          columns={[
            { name: a.subject, cell: (one) => <Subject of={one} /> },
            { name: a.due, cell: (one) => <Ends of={one} /> },
            { name: a.owner, cell: ({ ownerId }) => <Person id={ownerId} /> },
          ]}
        />
      )}
    </Panel>
  );
}
