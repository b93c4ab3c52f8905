import { Link } from '@tanstack/react-router';
import { metricsRoutes } from '../../../shared/metrics/metrics.routes.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { Page, Panel } from '../kit/page.tsx';
import { Loaded } from '../kit/states.tsx';
import { DataTable } from '../kit/table.tsx';
import '../style/numbers.css';
import { metricName } from '../texts/numbers.ts';
import { sectionOf, sections } from './sections.ts';
import { metricTexts } from './texts/texts.ts';

const metrics = api(metricsRoutes);

/** Everything that is measured; each leads to its own screen. */
export function MetricList() {
  const m = metricTexts();
  const read = useRead(metrics.catalogue, {});
  return (
    <Page title={m.title} about={m.about}>
      <Loaded read={read} height={640}>
        {({ items }) => (
          <div className="stack">
            {sections.map((section) => (
              <Panel key={section} title={m.sections[section]}>
                <DataTable
                  caption={m.sections[section]}
                  rows={items.filter(({ name }) => sectionOf(name) === section)}
                  keyOf={({ name }) => name}
                  columns={[
                    {
                      name: m.name,
                      cell: ({ name, direction }) => (
                        <div className="metric-name">
                          <Link to="/metrics/$name" params={{ name }}>
                            {metricName(name)}
                          </Link>
                          <p className="note">{m.directions[direction]}</p>
                        </div>
                      ),
                    },
                    {
                      name: m.formula,
                      cell: ({ formula }) => (
                        <p className="note formula" lang="en" dir="ltr">
                          {formula}
                        </p>
                      ),
                    },
                  ]}
                />
              </Panel>
            ))}
          </div>
        )}
      </Loaded>
    </Page>
  );
}
