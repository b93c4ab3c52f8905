import { followUpRoutes } from '../../../shared/follow-up/follow-up.routes.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { Loaded } from '../kit/states.tsx';
import { messageWords } from './messages.ts';

const followUps = api(followUpRoutes);

/** What was written to the customer, and what became of it; its text is not kept for ever. */
export function MessageSaid({ followUpId, messageId }: { followUpId: string; messageId: string }) {
  const read = useRead(followUps.messages, { params: { followUpId } });
  return (
    <Loaded read={read} height={48}>
      {({ items }) =>
        items
          .filter((one) => one.messageId === messageId)
          .map((one) => (
            <div key={one.messageId}>
              <p dir="auto" className="pre">
                {one.text}
              </p>
              <p className="note">{messageWords(one)}</p>
            </div>
          ))
      }
    </Loaded>
  );
}
