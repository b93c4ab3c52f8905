import type { FollowUp } from '../../../shared/follow-up/follow-up.schema.ts';
import { recordFollowUpRoutes } from '../../../shared/follow-up/follow-up.routes.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { Person } from '../kit/people.tsx';
import { When } from '../kit/when.tsx';
import { labelOf } from './labels.ts';
import { MessageSaid } from './message-said.tsx';
import { followUpTexts } from './texts/texts.ts';
import { type Entry, timelineOf } from './timeline.ts';

const ofRecords = api(recordFollowUpRoutes);
type Actor = FollowUp['createdBy'];

/** A person by name; what the product or another system did is said so. */
const By = ({ actor }: { actor: Actor }) =>
  actor?.kind === 'user' ? <Person id={actor.id} /> : <>{followUpTexts().system}</>;

/** What has happened with a follow-up, the newest first. */
export function FollowUpTimeline({ followUp }: { followUp: FollowUp }) {
  const f = followUpTexts();
  return (
    <section className="stack" aria-label={f.timeline}>
      <h3>{f.timeline}</h3>
      <ol className="lines">
        {timelineOf(followUp).map((entry) => (
          <li key={`${entry.kind}${entry.at}`}>
            <Line entry={entry} followUpId={followUp.followUpId} />
            <p className="note">
              <When at={entry.at} />
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Line({ entry, followUpId }: { entry: Entry; followUpId: string }) {
  const f = followUpTexts();
  if (entry.kind === 'contact') {
    const { channel, outcome, note, by, messageId } = entry.contact;
    return (
      <>
        {f.channels[channel]}: {f.outcomes[outcome]} – <By actor={by} />
        {note && (
          <p dir="auto" className="pre">
            {note}
          </p>
        )}
        {messageId && <MessageSaid followUpId={followUpId} messageId={messageId} />}
      </>
    );
  }
  if (entry.kind === 'note') {
    return (
      <>
        {f.note} – <By actor={entry.note.by} />
        <p dir="auto" className="pre">
          {entry.note.text}
        </p>
      </>
    );
  }
  return entry.kind === 'closed' ? <Closed cycle={entry.cycle} /> : <Opened cycle={entry.cycle} />;
}

type OfCycle = { cycle: FollowUp['cycles'][number] };

function Opened({ cycle: { n, openedBy, reopenedFor } }: OfCycle) {
  const f = followUpTexts();
  return (
    <>
      {n === 1 ? f.opened : f.reopened} – <By actor={openedBy} />
      {reopenedFor && (
        <p dir="auto" className="pre">
          {reopenedFor}
        </p>
      )}
    </>
  );
}

function Closed({ cycle }: OfCycle) {
  const f = followUpTexts();
  const { data: settings } = useRead(ofRecords.settings, {});
  const { closedAs = 'resolved', onTime, rootCause, action, reason, note, customerInformed, resurvey } = cycle;
  const wordsOf = (codes: { code: string; label: Record<string, string> }[] = [], code: string): string => {
    const known = codes.find((one) => one.code === code);
    return known ? labelOf(known) : code;
  };
  const said: [string, string, string | undefined][] = [
    ...(rootCause
      ? [[f.rootCause, wordsOf(settings?.rootCauses, rootCause.code), rootCause.note] as [string, string, string?]]
      : []),
    ...(action ? [[f.action, wordsOf(settings?.actions, action.code), action.note] as [string, string, string?]] : []),
    ...(reason ? [[f.reason, f.reasons[reason] ?? reason, undefined] as [string, string, string?]] : []),
  ].map(([name, value, more]) => [name ?? '', value ?? '', more]);
  return (
    <>
      {f.closedAs[closedAs]}
      {onTime !== undefined && ` (${onTime ? f.onTime : f.late})`}
      {said.map(([name, value, more]) => (
        <p key={name} className="note">
          {name}: <bdi>{value}</bdi>
          {more && (
            <>
              {' – '}
              <bdi>{more}</bdi>
            </>
          )}
        </p>
      ))}
      {note && (
        <p dir="auto" className="pre">
          {note}
        </p>
      )}
      {customerInformed !== undefined && (
        <p className="note">{customerInformed ? f.customerKnows : f.customerKnowsNot}</p>
      )}
      {resurvey && <p className="note">{f.asked[resurvey.state]}</p>}
    </>
  );
}
