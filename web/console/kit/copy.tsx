import '../style/form.css';
import { texts } from '../texts/console.ts';
import { Button } from './button.tsx';
import { toast } from './toast.tsx';

/** Something to be copied to another place, as it is: an address, a secret, a piece of a page. */
export function Copyable({ label, text }: { label: string; text: string }) {
  const t = texts();
  return (
    <div className="field">
      <div className="panel-head">
        <span className="label">{label}</span>
        <Button
          small
          aria-label={`${t.copy}: ${label}`}
          onClick={() => void navigator.clipboard.writeText(text).then(() => toast(t.copied))}
        >
          {t.copy}
        </Button>
      </div>
      <pre className="code" dir="ltr" tabIndex={0} role="region" aria-label={label}>
        {text}
      </pre>
    </div>
  );
}
