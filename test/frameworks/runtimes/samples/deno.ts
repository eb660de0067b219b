import process from 'node:process';
import { createLogin } from './login.ts';

const login = createLogin(process.env);

Deno.serve({ port: Number(process.env.PORT ?? 3000) }, (request, { remoteAddr }) =>
  login.fetch(request, { address: remoteAddr.hostname }),
);
