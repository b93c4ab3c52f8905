import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { surveyTemplateRoutes } from '../../../shared/survey-template/survey-template.routes.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Icon } from '../kit/icon.tsx';
import { Loaded } from '../kit/states.tsx';
import { may } from '../session/me.ts';
import { templateTexts } from './texts/template/texts.ts';

const templates = api(surveyTemplateRoutes);

/** Begins a template: from one that is ready, or from nothing. */
export function NewTemplate() {
  const e = templateTexts();
  const [open, setOpen] = useState(false);
  const read = useRead(templates.readyMade, {}, { enabled: open });
  if (!may('surveys:write')) return null;
  return (
    <>
      <Button small onClick={() => setOpen(true)}>
        <Icon name="plus" />
        {e.newTitle}
      </Button>
      {open && (
        <Dialog title={e.newTitle} onClose={() => setOpen(false)}>
          <p className="muted">{e.chooseHelp}</p>
          <Loaded read={read} height={200}>
            {({ items }) => (
              <ul className="lines">
                {items.map(({ name, description }, at) => (
                  <li key={name}>
                    <Link
                      to="/surveys/templates/$templateId"
                      params={{ templateId: 'new' }}
                      search={{ from: String(at) }}
                    >
                      <bdi>{name}</bdi>
                    </Link>
                    <p className="note">
                      <bdi>{description}</bdi>
                    </p>
                  </li>
                ))}
              </ul>
            )}
          </Loaded>
          <Link to="/surveys/templates/$templateId" params={{ templateId: 'new' }} className="button">
            {e.blank}
          </Link>
        </Dialog>
      )}
    </>
  );
}
