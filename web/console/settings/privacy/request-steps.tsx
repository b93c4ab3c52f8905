import type { DataRequest } from '../../../../shared/privacy/data-request.schema.ts';
import { Panel } from '../../kit/page.tsx';
import { Person } from '../../kit/people.tsx';
import { DataTable } from '../../kit/table.tsx';
import { When } from '../../kit/when.tsx';
import { privacyTexts } from './texts/texts.ts';

/** Who did what about a request, the latest first. */
export function RequestSteps({ request: { steps } }: { request: DataRequest }) {
  const p = privacyTexts();
  const numbered = steps.map((step, index) => ({ ...step, index })).toReversed();
  return (
    <Panel title={p.history}>
      <DataTable
        caption={p.history}
        rows={numbered}
        keyOf={({ index }) => String(index)}
        columns={[
          { name: p.step, cell: ({ action }) => p.actions[action] ?? action },
          { name: p.who, cell: ({ by }) => <Person id={by.id} /> },
          { name: p.when, cell: ({ at }) => <When at={at} /> },
        ]}
      />
    </Panel>
  );
}
