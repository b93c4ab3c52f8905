import type { ReactNode } from 'react';
import { Button, Header, Menu as AriaMenu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components';

export type MenuEntry = { id: string; name: string; chosen?: boolean; act: () => void };
export type MenuPart = { title?: string; entries: readonly MenuEntry[] };

/** Of some things one is chosen; others are only done. */
const selectionOf = ({ entries }: MenuPart) =>
  entries.some(({ chosen }) => chosen !== undefined)
    ? {
        selectionMode: 'single' as const,
        selectedKeys: entries.filter(({ chosen }) => chosen).map(({ id }) => id),
      }
    : {};

/** What can be done with something, behind one button. */
export function Menu({ label, parts, children }: { label: string; parts: readonly MenuPart[]; children: ReactNode }) {
  const entries = parts.flatMap((part) => part.entries);
  return (
    <MenuTrigger>
      <Button className="button" aria-label={label}>
        {children}
      </Button>
      <Popover className="popover" placement="bottom end">
        <AriaMenu className="menu" onAction={(id) => entries.find((entry) => entry.id === id)?.act()}>
          {parts.map((part, at) => (
            <MenuSection key={part.title ?? at} aria-label={part.title ?? label} {...selectionOf(part)}>
              {part.title && <Header className="menu-head">{part.title}</Header>}
              {part.entries.map(({ id, name }) => (
                <MenuItem key={id} id={id} className="menu-item" textValue={name}>
                  {name}
                </MenuItem>
              ))}
            </MenuSection>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
