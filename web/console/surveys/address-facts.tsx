import { surveyRoutes } from '../../../shared/survey/survey.routes.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { Panel } from '../kit/page.tsx';
import { Loaded } from '../kit/states.tsx';
import { exact } from '../kit/when.tsx';
import { surveysTexts } from './texts/texts.ts';

const surveys = api(surveyRoutes);

/** What lasts about an address, whatever is decided about single occasions. */
export function AddressFacts({ email }: { email: string }) {
  const s = surveysTexts();
  const read = useRead(surveys.preferences, { query: { email } });
  return (
    <Panel title={s.known} span={4}>
      <Loaded read={read} height={60}>
        {({ optedOut, bounced, complained, doNotContact, consent, pausedUntil }) => {
          const facts = [
            optedOut && s.facts.optedOut,
            bounced && s.facts.bounced,
            complained && s.facts.complained,
            doNotContact && s.facts.doNotContact,
            consent === true && s.facts.consent,
            consent === false && s.facts.noConsent,
            pausedUntil !== undefined && s.paused(exact(pausedUntil)),
          ].filter((fact) => fact !== false && fact !== undefined);
          return facts.length === 0 ? (
            <p className="muted">{s.knownNothing}</p>
          ) : (
            <ul className="lines">
              {facts.map((fact) => (
                <li key={fact}>{fact}</li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </Panel>
  );
}
