import { Link } from '@tanstack/react-router';
import { metricsRoutes } from '../../../shared/metrics/metrics.routes.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { Page } from '../kit/page.tsx';
import { Empty, Loaded } from '../kit/states.tsx';
import '../style/numbers.css';
import { metricName } from '../texts/numbers.ts';
import { Explore } from './explore.tsx';
import { metricRoute } from './metrics.route.ts';
import { metricTexts } from './texts/texts.ts';

const metrics = api(metricsRoutes);

/** One metric, as the catalogue has it. */
export function MetricPage() {
  const m = metricTexts();
  const { name } = metricRoute.useParams();
  const read = useRead(metrics.catalogue, {});
  const metric = read.data?.items.find((one) => one.name === name);
  if (metric) return <Explore key={name} metric={metric} />;
  return (
    <Page title={metricName(name)}>
      <Loaded read={read} height={640}>
        {() => (
          <Empty
            action={
              <Link to="/metrics" className="button">
                {m.allMetrics}
              </Link>
            }
          >
            {m.unknownMetric}
          </Empty>
        )}
      </Loaded>
    </Page>
  );
}
