/**
 * Takes the styles out of a page or mail. The console lets no document bring styles along, and what is shown inside it is
 * held to that, too: they are put on again by script (mail-frame.tsx). Pictures from elsewhere are left out.
 */
export function undressed(page: string): { html: string; css: string } {
  const sheets: string[] = [];
  const html = page
    .replace(/<style>([\s\S]*?)<\/style>/g, (_, css: string) => {
      sheets.push(css);
      return '';
    })
    .replace(/<[a-z][^>]*>/gi, (tag) =>
      tag
        .replace(/ style="/g, ' data-style="')
        .replace(/ src="http/g, ' data-src="http')
        .replace(/^(<a\b[^>]*?) href="/i, '$1 data-href="'),
    );
  return { html, css: sheets.join('\n') };
}
