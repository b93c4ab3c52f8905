/** S3 has refused a file. */
export class NotSent extends Error {}

/** Sends a file to where the API says, by the form that it gives for it. */
export async function sendByForm(
  { url, fields }: { url: string; fields: Readonly<Record<string, string>> },
  file: Blob,
): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  // What stands after the file is not read.
  form.append('file', file);
  const answer = await fetch(url, { method: 'POST', body: form });
  if (!answer.ok) throw new NotSent(String(answer.status));
}
