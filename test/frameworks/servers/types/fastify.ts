/** Compiles only if the plugin has a type that Fastify 4, Fastify 5 and NestJS on Fastify accept. */
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import fastify5 from 'fastify';
import fastify4 from 'fastify-4';
import { toFastifyPlugin } from 'wechat-mp-login/server/fastify';
import { login } from '../samples/login.js';

const plugin = toFastifyPlugin(login, { trustedProxies: 1 });

export const app4 = fastify4().register(plugin, { prefix: '/wechat-login' });
export const app5 = fastify5({ logger: true }).register(plugin);
export const overHttp2 = fastify5({ http2: true }).register(plugin);
export const withNest = (app: NestFastifyApplication) => app.register(plugin);
