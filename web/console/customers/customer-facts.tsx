import { Link } from '@tanstack/react-router';
import type { CustomerView } from '../../../shared/customer-view/customer-view.schema.ts';
import type { Customer } from '../../../shared/customer/customer.schema.ts';
import { scoreWords } from '../feedback/parts.tsx';
import { Facts } from '../kit/facts.tsx';
import { languageName } from '../kit/names.ts';
import { Person } from '../kit/people.tsx';
import { When } from '../kit/when.tsx';
import { idLines } from './reach.ts';
import { customerTexts } from './texts/texts.ts';

/** What a customer says and what is open with them, as far as it is known and this role may see it. */
export function CustomerFacts({ view: { profile: customer, scores, openFollowUps = [] } }: { view: CustomerView }) {
  const c = customerTexts();
  const { emails = [], phones = [], status, statusReason, ownerId, tags, notes, externalIds, preferences } = customer;
  const { group, industry, demographics = {} } = customer;
  const { preferredMethod, language } = preferences ?? {};
  const { birthDate, occupation } = demographics;
  return (
    <Facts
      facts={[
        [c.type, c.types[customer.type]],
        [c.status, <Status key="status" name={c.statuses[status]} reason={statusReason} />],
        [c.lastScores, scoreWords(scores?.last.map(({ score }) => score))],
        [c.openFollowUps, openFollowUps.length > 0 && <FollowUps key="open" of={openFollowUps} />],
        [c.emails, emails.length > 0 && <Emails key="emails" emails={emails} />],
        [c.phones, phones.length > 0 && <Phones key="phones" phones={phones} />],
        [c.language, language && languageName(language)],
        [c.method, preferredMethod && c.methods[preferredMethod]],
        [c.owner, ownerId && <Person key="owner" id={ownerId} />],
        [c.group, group && <bdi key="group">{group}</bdi>],
        [c.industry, industry && <bdi key="industry">{industry}</bdi>],
        [c.tags, tags && tags.length > 0 && <bdi key="tags">{tags.join(', ')}</bdi>],
        [c.ids, externalIds && <bdi key="ids">{idLines.read(externalIds).split('\n').join(', ')}</bdi>],
        [c.birthDate, birthDate],
        [c.occupation, occupation && <bdi key="work">{occupation}</bdi>],
        [c.source, c.sources[customer.source.type]],
        [c.since, <When key="since" at={customer.createdAt} />],
        [
          c.notes,
          notes && (
            <span key="notes" className="verbatim">
              <bdi>{notes}</bdi>
            </span>
          ),
        ],
      ]}
    />
  );
}

/** Each leads to the feedback that it is about. */
const FollowUps = ({ of }: { of: NonNullable<CustomerView['openFollowUps']> }) =>
  of.map(({ feedbackId }, index) => (
    <Link key={feedbackId} to="/feedback/$feedbackId" params={{ feedbackId }}>
      {index + 1}
    </Link>
  ));

const Status = ({ name, reason }: { name: string; reason: string | undefined }) => (
  <>
    <span className="tag">{name}</span> {reason && <bdi>{reason}</bdi>}
  </>
);

export function Emails({ emails }: { emails: NonNullable<Customer['emails']> }) {
  const c = customerTexts();
  return emails.map(({ address, primary, status }) => (
    <div key={address}>
      <bdi>{address}</bdi> {primary && emails.length > 1 && <span className="note">{c.primary}</span>}{' '}
      {(status === 'bounced' || status === 'complained') && <span className="tag high">{c.mailStates[status]}</span>}
    </div>
  ));
}

export function Phones({ phones }: { phones: NonNullable<Customer['phones']> }) {
  const c = customerTexts();
  return phones.map(({ number, national, primary, check }) => (
    <div key={number}>
      <bdi dir="ltr">{national ?? number}</bdi>{' '}
      {primary && phones.length > 1 && <span className="note">{c.primary}</span>}{' '}
      {check === 'possible' && <span className="note">{c.unsureNumber}</span>}
    </div>
  ));
}
