import { Link } from '@tanstack/react-router';
import { metricsRoutes } from '../../../shared/metrics/metrics.routes.ts';
import { formatCount } from '../../chart/format.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { todayIn } from '../kit/days.ts';
import { may, me, ownOnly } from '../session/me.ts';
import { spoken } from '../texts/console.ts';
import { countedBy, onlyWith } from './counted.ts';
import type { FeedbackSearch } from './feedback.route.ts';
import { feedbackTexts } from './texts/texts.ts';

const metrics = api(metricsRoutes);
/** The metrics whose parts are the counts. */
const metricOf = { sentiment: 'sentiment_share', urgency: 'urgent_share' } as const;
/** The one that somebody should look at first stands first. */
const order = {
  sentiment: ['negative', 'mixed', 'neutral', 'positive'],
  urgency: ['critical', 'high', 'normal', 'low'],
} as const;

/** How many of the records are of each sentiment and urgency, where the counters know it; each leads to its records. */
export const Counts = ({ search }: { search: FeedbackSearch }) => (
  <div className="counts">
    <CountsBy what="sentiment" search={search} />
    <CountsBy what="urgency" search={search} />
  </div>
);

function CountsBy({ what, search }: { what: 'sentiment' | 'urgency'; search: FeedbackSearch }) {
  const f = feedbackTexts();
  const query = countedBy(what, search, todayIn(me().timeZone), ownOnly());
  const enabled = query !== undefined && may('metrics:read');
  const read = useRead(metrics.read, { params: { name: metricOf[what] }, query: query ?? {} }, { enabled });
  const breakdown = enabled ? read.data?.breakdown : undefined;
  if (breakdown === undefined) return null;
  const names = what === 'sentiment' ? f.sentiments : f.urgencies;
  return (
    <nav className="tags" aria-label={f.countsBy(what === 'sentiment' ? f.sentiment : f.urgency)}>
      {order[what].map((value) => (
        <Link
          key={value}
          to="/feedback"
          search={onlyWith(search, what, value)}
          className={what === 'sentiment' ? `tag sentiment ${value}` : `tag ${value}`}
          aria-current={search[what] === value ? 'true' : undefined}
        >
          {names[value]} {formatCount(spoken(), breakdown[value] ?? 0)}
        </Link>
      ))}
    </nav>
  );
}
