import type { Board } from '../../../shared/board/board.schema.ts';
import { reportsTexts } from '../reports/texts/texts.ts';
import { me } from '../session/me.ts';
import { boardTexts } from './texts/texts.ts';

/** Only its owner and admins change a board; all others may copy it. The API decides. */
export const mayChange = ({ ownerId }: Pick<Board, 'ownerId'>): boolean =>
  ownerId === me().userId || me().roles.includes('admin');

export const roleName = (role: string): string => reportsTexts().roleNames[role] ?? role;

/** Who sees it beside its owner and admins. */
export function Sharing({ board: { sharing, roles } }: { board: Pick<Board, 'sharing' | 'roles'> }) {
  const names = boardTexts().sharings;
  return (
    <span className="tag">{sharing === 'roles' ? roles.map(roleName).join(', ') || names.roles : names[sharing]}</span>
  );
}
