import { useRef, useState } from 'react';
import { surveyRoutes } from '../../../shared/survey/survey.routes.ts';
import type { Decision } from '../../../shared/survey/survey.schema.ts';
import { api } from '../api/client.ts';
import { readAgain } from '../api/use.ts';
import type { Recipient } from './recipients.ts';

const surveys = api(surveyRoutes);
/** How many the API takes at once. */
const AT_ONCE = 500;

export type Result = { recipient: Recipient; decision: Decision };

/**
 * Sends to a list part by part. When a part fails, what was decided before it is kept, and the next try goes on with that
 * part under the same key: nobody is asked twice.
 */
export function useSending(templateId: string) {
  const [tried, setTried] = useState<Result[]>();
  const [sent, setSent] = useState<Result[]>();
  const [error, setError] = useState<unknown>();
  const [isPending, setPending] = useState(false);
  const [done, setDone] = useState(0);
  const keys = useRef(new Map<number, string>());
  const kept = useRef<Result[]>([]);

  const run = async (
    recipients: readonly Recipient[],
    dryRun: boolean,
    before: readonly Result[],
  ): Promise<Result[] | undefined> => {
    setPending(true);
    setError(undefined);
    let results = [...before];
    try {
      while (results.length < recipients.length) {
        const from = results.length;
        setDone(from);
        const part = recipients.slice(from, from + AT_ONCE);
        const key = keys.current.get(from) ?? crypto.randomUUID();
        keys.current.set(from, key);
        const answer = await surveys.send({
          body: { templateId, recipients: [...part], dryRun },
          ...(!dryRun && { idempotencyKey: key }),
        });
        results = [
          ...results,
          ...part.map((recipient, at) => {
            const own = answer.results.find(({ index }) => index === at);
            if (own === undefined) throw new Error(`no result for recipient ${from + at}`);
            return { recipient, decision: own.decision };
          }),
        ];
        if (!dryRun) kept.current = results;
      }
      return results;
    } catch (failure) {
      setError(failure);
      return undefined;
    } finally {
      setPending(false);
    }
  };

  return {
    tried,
    sent,
    error,
    isPending,
    done,
    forget: () => {
      setTried(undefined);
      setSent(undefined);
      setError(undefined);
      keys.current = new Map();
      kept.current = [];
    },
    tryOut: async (recipients: readonly Recipient[]) => setTried(await run(recipients, true, [])),
    send: async (recipients: readonly Recipient[]): Promise<boolean> => {
      const results = await run(recipients, false, kept.current);
      if (results) {
        setSent(results);
        await readAgain('survey');
      }
      return results !== undefined;
    },
  };
}
