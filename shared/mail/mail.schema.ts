/** A mail as people see it, before it is addressed. */
export type Mail = {
  subject: string;
  html: string;
  text: string;
};
