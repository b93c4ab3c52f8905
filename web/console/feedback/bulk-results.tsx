import { wordsOf } from '../kit/states.tsx';
import type { Result } from './bulk.ts';
import { nameOf } from './parts.tsx';
import { feedbackTexts } from './texts/texts.ts';

/** How many were done, and of each other record why it was not. */
export function BulkResults({ results }: { results: readonly Result[] }) {
  const f = feedbackTexts();
  const refused = results.filter(({ error }) => error !== undefined);
  return (
    <div role="alert">
      <p>{f.doneOf(results.length - refused.length, results.length)}</p>
      <p>{f.notDone(refused.length)}</p>
      <ul>
        {refused.map(({ record, error }) => (
          <li key={record.feedbackId}>
            <bdi>{nameOf(record)}</bdi>: {wordsOf(error)}
          </li>
        ))}
      </ul>
    </div>
  );
}
