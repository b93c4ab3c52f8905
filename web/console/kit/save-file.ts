/** Gives a file to whoever asked for it, under its name. */
export function saveFile(content: Blob, name: string): void {
  const href = URL.createObjectURL(content);
  const link = Object.assign(document.createElement('a'), { href, download: name });
  link.click();
  // The browser reads it after the click is over.
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
