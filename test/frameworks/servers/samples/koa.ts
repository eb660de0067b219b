import Koa from 'koa';
import bodyParser from 'koa-bodyparser';
import { toNodeListener } from 'wechat-mp-login/server/node';
import { login } from './login.js';

const app = new Koa();
const listener = toNodeListener(login);
app.use(bodyParser());
app.use((ctx, next) => {
  if (!ctx.path.startsWith('/wechat-login/')) return next();
  ctx.respond = false;
  Object.assign(ctx.req, { body: ctx.request.body }); // what a body parser before has read
  return listener(ctx.req, ctx.res);
});
app.listen(process.env.PORT ?? 3000);
