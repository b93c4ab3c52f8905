import { type ReactNode, useEffect, useRef } from 'react';

type Props = { title: string; about?: ReactNode; aside?: ReactNode; children: ReactNode };

/** A screen: its name, what it covers, and what is chosen here. The focus goes to the name when the screen is opened. */
export function Page({ title, about, aside, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – Heed`;
    heading.current?.focus({ preventScroll: true });
  }, [title]);
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {about && <p className="muted">{about}</p>}
        </div>
        {aside}
      </div>
      {children}
    </div>
  );
}

type PanelProps = {
  /** Not said again where the screen says it already. */
  title?: string;
  about?: ReactNode;
  aside?: ReactNode;
  span?: 3 | 4 | 6 | 8 | 12;
  children: ReactNode;
};
export const Panel = ({ title, about, aside, span = 12, children }: PanelProps) => (
  <section className={`panel span-${span}`}>
    {(title ?? aside) && (
      <div className="panel-head">
        <div>
          {title && <h2>{title}</h2>}
          {about && <p className="note">{about}</p>}
        </div>
        {aside}
      </div>
    )}
    {children}
  </section>
);
