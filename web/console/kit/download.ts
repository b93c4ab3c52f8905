import { useMutation } from '@tanstack/react-query';
import { fileAt } from '../api/client.ts';

type File = { path: string; name: string };

/** Fetches a file that the API leads to, and gives it to whoever asked for it, under its name. */
export const useDownload = () =>
  useMutation<void, Error, File>({ mutationFn: async ({ path, name }) => saveFile(await fileAt(path), name) });

function saveFile(content: Blob, name: string): void {
  const href = URL.createObjectURL(content);
  const link = Object.assign(document.createElement('a'), { href, download: name });
  link.click();
  // The browser reads it after the click is over.
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
