import { Link } from '@tanstack/react-router';
import { reviewRoutes } from '../../../shared/review/review.routes.ts';
import { formatDays, formatMoment } from '../../chart/format.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { Page } from '../kit/page.tsx';
import { Loaded } from '../kit/states.tsx';
import { spoken, texts } from '../texts/console.ts';
import { MonthlyReview } from './monthly.tsx';
import { QuarterlyReview } from './quarterly.tsx';
import { reviewScreens } from './reviews.route.ts';
import { reviewTexts } from './texts/texts.ts';
import { WeeklyReview } from './weekly.tsx';

const reviews = api(reviewRoutes);
const [, screen] = reviewScreens;

/** One look back, as it was made: its numbers are of then. */
export function ReviewPage() {
  const v = reviewTexts();
  const { reviewId } = screen.useParams();
  const read = useRead(reviews.get, { params: { reviewId } });
  const review = read.data;
  const title = review ? `${v.kinds[review.kind]}: ${formatDays(spoken(), review.from, review.to)}` : v.one;
  const about = (
    <>
      <Link to="/reviews">{v.toList}</Link>
      {review && ` · ${texts().asOf(formatMoment(spoken(), review.asOf, review.timeZone))}`}
      {review?.digest && ` · ${v.digests[review.digest.state]}`}
    </>
  );
  return (
    <Page title={title} about={about}>
      <Loaded read={read} height={480}>
        {({ weekly, monthly, quarterly }) => (
          <div className="stack">
            {weekly && <WeeklyReview weekly={weekly} />}
            {monthly && <MonthlyReview monthly={monthly} />}
            {quarterly && <QuarterlyReview reviewId={reviewId} quarterly={quarterly} />}
          </div>
        )}
      </Loaded>
    </Page>
  );
}
