import fastify from 'fastify';
import { toFastifyPlugin } from 'wechat-mp-login/server/fastify';
import { login } from './login.js';

const app = fastify();
app.register(toFastifyPlugin(login));
await app.listen({ port: Number(process.env.PORT ?? 3000) });
