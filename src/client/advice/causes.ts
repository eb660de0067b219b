/** What is behind an error, where the console can tell: a sentence, in which % is an address, and a page that helps. */
export type Cause =
  | 'noBackend'
  | 'mixedContent'
  | 'forbidden'
  | 'cors'
  | 'redirect'
  | 'nothing'
  | 'otherServer'
  | 'wrongPath'
  | 'foreignQrCode';

export const causes: Readonly<Record<Cause, readonly [sentence: string, page: string]>> = {
  noBackend: ['"backend" is missing. Set it to the address of your backend.', 'tag.md#attributes'],
  mixedContent: [
    '% is mixed content on an https page. Serve the backend over https.',
    'troubleshooting.md#other-messages-in-the-console',
  ],
  forbidden: [
    'The Content-Security-Policy of the page forbids %. Add it to connect-src.',
    'tag.md#content-security-policy',
  ],
  cors: [
    '% answers, but does not allow this page to read it (CORS). Add the origin of the page to `origins` of the backend.',
    'backend.md#options',
  ],
  redirect: [
    '% redirects, often to add or remove a slash. Exempt the backend (skipTrailingSlashRedirect in Next.js).',
    'frameworks.md#when-nothing-works',
  ],
  nothing: [
    'Nothing answers at %. Start the backend, or correct host and port. A refused certificate, or a wrong clock here, looks the same.',
    'troubleshooting.md#other-messages-in-the-console',
  ],
  otherServer: [
    'Something else than the backend answers at %, often a dev server or a proxy. Mount the backend there, for every path below and every method.',
    'frameworks.md#when-nothing-works',
  ],
  wrongPath: [
    'The backend does not know %. Set "backend" to the path of its `publicUrl`. Its log says which path arrives.',
    'frameworks.md#when-nothing-works',
  ],
  foreignQrCode: [
    'The QR code is not one of WeChat. Set allowed-addresses to the beginning of its address if you trust it.',
    'tag.md#what-a-backend-cannot-do',
  ],
};
