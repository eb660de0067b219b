/** What only the owner of a site knows. */

/** The address of the published site, such as `https://docs.example.com/login/`, from the environment: SITE_URL. */
export const siteUrl: URL | undefined = readUrl(process.env['SITE_URL']);

/** The path below which the site is published. It ends in a slash. */
export const base = siteUrl?.pathname ?? '/';

function readUrl(value: string | undefined): URL | undefined {
  if (value === undefined || value === '') return undefined;
  if (!URL.canParse(value))
    throw new Error(`SITE_URL is no address: ${value}. It is one like https://docs.example.com/`);
  const url = new URL(value);
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}
