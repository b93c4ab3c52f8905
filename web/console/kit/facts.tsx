import type { ReactNode } from 'react';

type Fact = readonly [name: string, value: ReactNode];

/** Those that say something: a nought does. */
export const knownOf = (facts: readonly Fact[]): Fact[] =>
  facts.filter(([, value]) => value !== undefined && value !== null && value !== '' && value !== false);

type Props = {
  facts: readonly Fact[];
  /** Says what they are about, to those who hear it. */
  label?: string;
};

/** What is known of something; what is not is left out, and so are all of them where nothing is. */
export function Facts({ facts, label }: Props) {
  const known = knownOf(facts);
  if (known.length === 0) return null;
  return (
    <dl className="facts" aria-label={label}>
      {known.map(([name, value]) => (
        <div className="fact" key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
