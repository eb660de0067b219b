/** Each backend that is broken on purpose is caught by the cases that are meant for it, and by no others. */
import { testBroken, type BrokenBackend } from '../support/conformance/broken.js';

const brokenBackends: readonly BrokenBackend[] = [
  {
    what: 'redeem needs no cookie',
    caughtBy: ['redeem-without-cookie'],
    levels: ['core'],
    reference: {
      wrap(fetch) {
        const cookies = new Map<string, string>();
        return async (request, caller) => {
          const [, id = ''] = /attempts\/([^/]+)\/redeem$/.exec(request.url) ?? [];
          const cookie = cookies.get(id);
          const response = await fetch(request, cookie === undefined ? caller : { cookie });
          for (const line of response.headers.getSetCookie()) {
            const [, pair = '', name = ''] = /^(wml-([^=]+)=[^;]+)/.exec(line) ?? [];
            if (pair !== '') cookies.set(name, pair);
          }
          return response;
        };
      },
    },
  },
];

for (const broken of brokenBackends) testBroken(broken);
