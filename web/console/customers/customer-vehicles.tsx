import type { CustomerView } from '../../../shared/customer-view/customer-view.schema.ts';
import { Panel } from '../kit/page.tsx';
import { DataTable } from '../kit/table.tsx';
import { When } from '../kit/when.tsx';
import { customerTexts } from './texts/texts.ts';

type Props = { view: CustomerView; vehicles: NonNullable<CustomerView['vehicles']> };
type Vehicle = Props['vehicles'][number];

const nameOf = ({ year, make, model, vin, vinShort }: Vehicle): string =>
  [make, model, year].filter((part) => part !== undefined).join(' ') || vin || vinShort || '';

/** What a customer owns or drives now. */
export function CustomerVehicles({ view: { profile }, vehicles }: Props) {
  const c = customerTexts();
  if (vehicles.length === 0) return null;
  return (
    <Panel title={c.vehicles}>
      <DataTable
        caption={`${c.vehicles}: ${profile.displayName}`}
        rows={vehicles}
        keyOf={({ vehicleId }) => vehicleId}
        columns={[
          { name: c.vehicle, cell: (vehicle) => <bdi>{nameOf(vehicle)}</bdi> },
          { name: c.relationship, cell: ({ relationship }) => c.relationships[relationship] },
          { name: c.plate, line: true, cell: ({ plate }) => <bdi dir="ltr">{plate}</bdi> },
          { name: 'VIN', line: true, cell: ({ vin, vinShort }) => <bdi dir="ltr">{vin ?? vinShort}</bdi> },
          {
            name: c.ends,
            cell: ({ leaseEndDate, estimatedPayoffDate }) => <bdi dir="ltr">{leaseEndDate ?? estimatedPayoffDate}</bdi>,
          },
          { name: c.sinceWhen, cell: ({ from }) => <When at={from} /> },
        ]}
      />
    </Panel>
  );
}
