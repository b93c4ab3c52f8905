import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Button } from '../kit/button.tsx';
import { choicesOf, Pick, TextInput } from '../kit/fields.tsx';
import { textsIn } from '../search.ts';
import { texts } from '../texts/console.ts';
import type { FeedbackSearch } from './feedback.route.ts';
import { filters } from './filters.ts';
import { feedbackTexts } from './texts/texts.ts';
import { Views } from './views.tsx';

const TYPING_MS = 300;
/** Filters that are chosen here; any other that an address holds is shown as a mark, and can be taken away. */
const chosenHere: readonly string[] = ['q', 'source', 'type', 'sentiment', 'urgency'];

/** What the list is limited to. All of it stands in the address. */
export function FeedbackFilters({ search }: { search: FeedbackSearch }) {
  const f = feedbackTexts();
  const t = texts();
  const navigate = useNavigate();
  const set = (change: Partial<FeedbackSearch>): void =>
    void navigate({
      to: '/feedback',
      search: textsIn({ ...search, open: undefined, ...change }, filters),
      replace: true,
    });
  const pick = (name: 'source' | 'type' | 'sentiment' | 'urgency', label: string, names: Record<string, string>) => (
    <Pick
      label={label}
      labelHidden
      value={search[name] ?? ''}
      choices={[{ value: '', name: `${label}: ${t.all}` }, ...choicesOf(names)]}
      onChange={(value) => set({ [name]: value })}
    />
  );
  const others = filters.filter((name) => search[name] !== undefined && !chosenHere.includes(name));
  return (
    <div className="filters">
      <Views search={search} />
      <Words key={search.q ?? ''} words={search.q ?? ''} onChange={(q) => set({ q })} />
      {pick('source', f.source, f.sources)}
      {pick('type', f.type, f.types)}
      {pick('sentiment', f.sentiment, f.sentiments)}
      {pick('urgency', f.urgency, f.urgencies)}
      {others.map((name) => (
        <Button key={name} small onClick={() => set({ [name]: undefined })} aria-label={`${t.remove}: ${search[name]}`}>
          <bdi>{search[name]}</bdi> ✕
        </Button>
      ))}
    </div>
  );
}

/** Searches when the typing stops. */
function Words({ words, onChange }: { words: string; onChange: (words: string) => void }) {
  const [typed, setTyped] = useState(words);
  useEffect(() => {
    if (typed.trim() === words) return undefined;
    const timer = setTimeout(() => onChange(typed.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  });
  const { searchHere } = feedbackTexts();
  return (
    <div className="search">
      <TextInput
        label={searchHere}
        labelHidden
        type="search"
        autoFocus={typed !== ''}
        placeholder={searchHere}
        value={typed}
        onChange={setTyped}
      />
    </div>
  );
}
