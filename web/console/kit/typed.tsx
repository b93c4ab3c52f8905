import { useEffect, useState } from 'react';
import { TextInput } from './fields.tsx';

const TYPING_MS = 300;

/** A filter that is typed; it holds when the typing stops. */
export function Typed({ label, words, onChange }: { label: string; words: string; onChange: (words: string) => void }) {
  const [typed, setTyped] = useState(words);
  const [shown, setShown] = useState(words);
  // The address was changed by something else, such as the way back.
  if (words !== shown) {
    setShown(words);
    setTyped(words);
  }
  useEffect(() => {
    if (typed.trim() === words) return undefined;
    const timer = setTimeout(() => onChange(typed.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  });
  return (
    <div className="search">
      <TextInput label={label} labelHidden type="search" placeholder={label} value={typed} onChange={setTyped} />
    </div>
  );
}
