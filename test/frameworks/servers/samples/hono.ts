import { Hono } from 'hono';
import { login } from './login.js';

const app = new Hono();
app.all('/wechat-login/*', (context) => login.fetch(context.req.raw));

export default app;
