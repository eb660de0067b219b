import { login } from './login.js';

const handler = (request: Request) =>
  login.fetch(request, {
    // The entry that your own proxy has added. Without a proxy, leave `address` out.
    address: request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '',
  });

export { handler as DELETE, handler as GET, handler as OPTIONS, handler as POST };
