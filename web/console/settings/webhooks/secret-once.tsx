import { Button } from '../../kit/button.tsx';
import { Copyable } from '../../kit/copy.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { webhookTexts } from './texts/texts.ts';

/** A secret that nobody can be shown again. */
export function SecretOnce({ secret, onClose }: { secret: string; onClose: () => void }) {
  const w = webhookTexts();
  return (
    <Dialog title={w.secret} onClose={onClose}>
      <p className="banner warn">{w.secretOnce}</p>
      <Copyable label={w.secret} text={secret} />
      <div className="actions">
        <Button look="main" onClick={onClose}>
          {w.kept}
        </Button>
      </div>
    </Dialog>
  );
}
