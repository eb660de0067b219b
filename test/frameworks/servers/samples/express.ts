import express from 'express';
import { toNodeListener } from 'wechat-mp-login/server/node';
import { login } from './login.js';

const app = express();
app.use(express.json());
app.use('/wechat-login', toNodeListener(login));
app.listen(process.env.PORT ?? 3000);
