import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { texts } from '../texts/console.ts';

type Props = { title: ReactNode; onClose: () => void; children: ReactNode; side?: boolean };

/** Asks for something before anything else goes on; `side` slides in beside a list. Escape closes; the focus goes back. */
export const Dialog = ({ title, onClose, children, side }: Props) => (
  <ModalOverlay
    isOpen
    isDismissable
    className={side ? 'overlay side' : 'overlay'}
    onOpenChange={(open) => {
      if (!open) onClose();
    }}
  >
    <Modal className="dialog">
      <AriaDialog>
        <div className="panel-head">
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          <Button look="bare" small aria-label={texts().close} onClick={onClose}>
            <Icon name="close" />
          </Button>
        </div>
        {children}
      </AriaDialog>
    </Modal>
  </ModalOverlay>
);
