import { createLogin } from './login.js';

const login = createLogin(process.env);

Bun.serve({
  port: process.env.PORT ?? 3000,
  // Bun's default of 10 s would end event streams, which send something every 15 s.
  idleTimeout: 60,
  fetch: (request, server) =>
    login.fetch(request, { address: server.requestIP(request)?.address ?? '' }),
});
